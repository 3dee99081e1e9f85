package io.github.fwknoptunnel.spa.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fwknoptunnel.spa.Vector;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same verdicts as the reference's library, but for those that PROTOCOL.md lists as ours on
 * purpose.
 */
class ValidationTest {
  /** Read as octal by servers. */
  private static final Set<String> REFUSED_BY_US = Set.of("01.2.3.4,tcp/22");

  /**
   * Not names or addresses that a server could resolve; the reference's own command line refuses
   * most of them too.
   */
  private static final Set<String> NAT_REFUSED_BY_US =
      Set.of("::1,22", "host_x,22", "x".repeat(70) + ",22");

  /** The reference's command line takes a colon too and writes a comma. */
  private static final Set<String> NAT_TAKEN_BY_US = Set.of("10.0.0.1:22");

  private interface Reader {
    void read(String text) throws MessageException;
  }

  @TestFactory
  Stream<DynamicTest> accessMessages() {
    return cases("access_message", ValidationTest::readAccess, REFUSED_BY_US, Set.of());
  }

  @TestFactory
  Stream<DynamicTest> natTargets() {
    return cases("nat_access", NatTarget::parse, NAT_REFUSED_BY_US, NAT_TAKEN_BY_US);
  }

  @TestFactory
  Stream<DynamicTest> userNames() {
    return nodes("username")
        .map(node -> {
          String c = node.path("char").asText();
          return dynamicTest(
              c,
              () -> {
                assertVerdict(node.path("accepted_first").asBoolean(), c + "x", Username::parse);
                assertVerdict(node.path("accepted_later").asBoolean(), "x" + c, Username::parse);
              });
        });
  }

  private static Stream<DynamicTest> cases(
      String list, Reader reader, Set<String> refusedByUs, Set<String> takenByUs) {
    return nodes(list)
        .map(node -> {
          String text = node.path("value").asText();
          boolean accepted =
              takenByUs.contains(text)
                  || (node.path("accepted").asBoolean() && !refusedByUs.contains(text));
          return dynamicTest(text, () -> assertVerdict(accepted, text, reader));
        });
  }

  private static Stream<JsonNode> nodes(String list) {
    JsonNode nodes = Vector.file().path("validation_libfko").path(list);
    return StreamSupport.stream(nodes.spliterator(), false);
  }

  private static void readAccess(String text) throws MessageException {
    String[] parts = text.split(",", 2);
    AllowIp.parse(parts[0]);
    PortSpec.parseList(parts.length < 2 ? "" : parts[1]);
  }

  private static void assertVerdict(boolean accepted, String text, Reader reader) {
    boolean taken;
    try {
      reader.read(text);
      taken = true;
    } catch (MessageException e) {
      assertEquals(true, text.contains(e.text()), "names the text that was refused");
      taken = false;
    }
    assertEquals(accepted, taken, text);
  }
}
