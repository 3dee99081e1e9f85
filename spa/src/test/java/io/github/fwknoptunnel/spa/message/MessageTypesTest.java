package io.github.fwknoptunnel.spa.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTypesTest {
  private static final SpaRequest.Access SSH = SpaRequest.access(PortSpec.tcp(22));
  private static final NatTarget NAT = new NatTarget("10.0.0.5", 22);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theNumberFollowsFromTheRequestAndItsTimeLimit() {
    assertType(0, new SpaRequest.Command("id"));
    assertType(1, SSH);
    assertType(2, SSH.withNat(SpaRequest.Nat.to(NAT)));
    assertType(3, SSH.withAccessTimeout(MINUTE));
    assertType(4, SSH.withAccessTimeout(MINUTE).withNat(SpaRequest.Nat.to(NAT)));
    assertType(5, SSH.withNat(SpaRequest.Nat.local(NAT)));
    assertType(6, SSH.withNat(SpaRequest.Nat.local(NAT)).withAccessTimeout(MINUTE));
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
    assertThrows(IllegalArgumentException.class, () -> new Nonce(text));
  }

  @Test
  void aRequestWithoutPortsOrTimeIsNoRequest() {
    assertThrows(IllegalArgumentException.class, () -> SpaRequest.access());
    assertThrows(IllegalArgumentException.class, () -> SSH.withAccessTimeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new SpaRequest.Command(""));
  }
}
