package io.github.fwknoptunnel.spa.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTypesTest {
  private static final AllowIp FROM = new AllowIp("192.0.2.10");
  private static final List<PortSpec> PORTS = List.of(PortSpec.tcp(22));
  private static final NatTarget NAT = new NatTarget("10.0.0.5", 22);
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

  @Test
  void theNumberFollowsFromTheRequestAndItsTimeLimit() {
    assertType(0, new SpaRequest.Command(FROM, "id"));
    assertType(1, new SpaRequest.Access(FROM, PORTS, Optional.empty()));
    assertType(2, new SpaRequest.NatAccess(FROM, PORTS, NAT, Optional.empty()));
    assertType(3, new SpaRequest.Access(FROM, PORTS, MINUTE));
    assertType(4, new SpaRequest.NatAccess(FROM, PORTS, NAT, MINUTE));
    assertType(5, new SpaRequest.LocalNatAccess(FROM, PORTS, NAT, Optional.empty()));
    assertType(6, new SpaRequest.LocalNatAccess(FROM, PORTS, NAT, MINUTE));
  }

  private static void assertType(int code, SpaRequest request) {
    assertEquals(code, MessageType.of(request).code());
    assertEquals(MessageType.of(request), MessageType.ofCode(code).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7, 10})
  void thereAreSevenNumbers(int code) {
    assertEquals(Optional.empty(), MessageType.ofCode(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp/22", "udp/53", "tcp/65535", "tcp/1"})
  void portsPrintAsTheyAreRead(String text) throws MessageException {
    assertEquals(text, PortSpec.parse(text).toString());
  }

  @Test
  void noncesAreSixteenDigitsAlsoWhenTheNumberIsSmall() {
    SplittableRandom random = new SplittableRandom(7);
    IntStream.range(0, 10_000)
        .forEach(i -> assertEquals(16, Nonce.random(random).digits().length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345", "12345678901234567", "123456789012345x", ""})
  void otherNoncesAreRefused(String text) {
    MessageException refused = assertThrows(MessageException.class, () -> Nonce.parse(text));
    assertEquals(MessageException.Reason.NOT_A_NONCE, refused.reason());
  }

  @Test
  void aRequestWithoutPortsOrTimeIsNoRequest() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SpaRequest.Access(FROM, List.of(), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SpaRequest.Access(FROM, PORTS, Optional.of(Duration.ZERO)));
    assertThrows(IllegalArgumentException.class, () -> new SpaRequest.Command(FROM, ""));
  }
}
