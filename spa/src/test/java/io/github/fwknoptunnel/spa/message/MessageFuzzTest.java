package io.github.fwknoptunnel.spa.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whatever the text, it is refused as documented, or means the same when it is printed and read.
 */
class MessageFuzzTest {
  private interface Reader<T> {
    T read(String text) throws MessageException;
  }

  @FuzzTest
  void anyTextIsAPortListOrRefused(byte[] input) throws MessageException {
    assertReadBack(input, MessageFuzzTest::portList);
  }

  /** A list that prints as it is read. */
  private static Object portList(String text) throws MessageException {
    record Ports(List<PortSpec> list) {
      @Override
      public String toString() {
        return list.stream().map(PortSpec::toString).collect(Collectors.joining(","));
      }
    }
    return new Ports(PortSpec.parseList(text));
  }

  @FuzzTest
  void anyTextIsANatTargetOrRefused(byte[] input) throws MessageException {
    assertReadBack(input, NatTarget::parse);
  }

  @FuzzTest
  void anyTextIsAnAllowedSourceOrRefused(byte[] input) throws MessageException {
    assertReadBack(input, AllowIp::parse);
  }

  @FuzzTest
  void anyTextIsAUsernameOrRefused(byte[] input) throws MessageException {
    assertReadBack(input, Username::parse);
  }

  private static <T> void assertReadBack(byte[] input, Reader<T> reader) throws MessageException {
    String text = new String(input, StandardCharsets.UTF_8);
    T value;
    try {
      value = reader.read(text);
    } catch (MessageException refused) {
      assertTrue(text.contains(refused.text()), "names the text that was refused");
      return;
    }
    assertEquals(value, reader.read(value.toString()));
  }
}
