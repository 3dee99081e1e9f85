package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnockTargetTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1 192.0.2.2 2001:db8::1 2001:db8::2, 192.0.2.1 2001:db8::1 192.0.2.2 2001:db8::2",
    "2001:db8::1 2001:db8::2 192.0.2.1, 2001:db8::1 192.0.2.1 2001:db8::2",
    "192.0.2.1 2001:db8::1 2001:db8::2 2001:db8::3, 192.0.2.1 2001:db8::1 2001:db8::2 2001:db8::3",
    "2001:db8::2 2001:db8::1, 2001:db8::2 2001:db8::1"
  })
  void theFamiliesAlternateFromTheFirstAddressOn(String found, String inOrder) {
    assertEquals(addresses(inOrder), KnockTarget.alternating(addresses(found)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"192.0.2.1, IPV4", "2001:db8::1, IPV6"})
  void anAddressIsOfItsFamilyAndOfAny(String literal, Family family) throws Exception {
    InetAddress address = InetAddress.getByName(literal);
    assertEquals(family, Family.of(address));
    for (Family each : Family.values()) {
      boolean included = each == family || each == Family.ANY;
      assertEquals(included, each.includes(address));
      if (included) {
        assertEquals(
            List.of(new KnockTarget(literal, address, 22, 7)),
            KnockTarget.resolve(literal, 22, 7, each));
      }
    }
  }

  @Test
  void aNameWithoutAnAddressOfTheFamilyIsAFailureOfItsOwn() {
    ConnectFailedException six =
        assertThrows(
            ConnectFailedException.class,
            () -> KnockTarget.resolve("192.0.2.1", 22, 1, Family.IPV6));
    assertEquals(new ConnectFailure.NoIpv6Address("192.0.2.1"), six.failure());
    assertEquals("192.0.2.1 has no IPv6 address", six.getMessage());
    ConnectFailedException four =
        assertThrows(
            ConnectFailedException.class,
            () -> KnockTarget.resolve("2001:db8::1", 22, 1, Family.IPV4));
    assertInstanceOf(ConnectFailure.NoIpv4Address.class, four.failure());
  }

  private static List<InetAddress> addresses(String literals) {
    return Stream.of(literals.split(" ")).map(KnockTargetTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
