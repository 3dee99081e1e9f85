package io.github.fwknoptunnel.spa.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last value that is taken and the first that is not. */
class BoundaryValuesTest {
  private static final AllowIp FROM = AllowIp.PACKET_SOURCE;
  private static final List<PortSpec> PORTS = List.of(PortSpec.tcp(22));
  private static final NatTarget NAT = new NatTarget("", 22);
  private static final String LABEL = "x".repeat(63);

  @ParameterizedTest
  @CsvSource({
    "tcp/x, NOT_A_PORT_SPEC",
    "tcp/, NOT_A_PORT_SPEC",
    "tcp/2:, NOT_A_PORT_SPEC",
    "tcp/2/, NOT_A_PORT_SPEC",
    "tcp/٣, NOT_A_PORT_SPEC",
    "tcp, NOT_A_PORT_SPEC",
    "icmp/8, NOT_A_PORT_SPEC",
    "tcp/0, PORT_OUT_OF_RANGE",
    "udp/65536, PORT_OUT_OF_RANGE",
    "udp/100000, PORT_OUT_OF_RANGE",
    "tcp/99999999999999999999, PORT_OUT_OF_RANGE"
  })
  void aRefusedPortSaysWhyAndWhatItWas(String text, Reason reason) {
    assertRefused(reason, text, () -> PortSpec.parse(text));
  }

  @Test
  void everyDigitIsADigit() throws MessageException {
    assertEquals(PortSpec.tcp(10239), PortSpec.parse("tcp/10239"));
    assertEquals(PortSpec.tcp(45678), PortSpec.parse("tcp/45678"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void aPortCannotBeMadeOutOfRange(int port) {
    assertThrows(IllegalArgumentException.class, () -> PortSpec.tcp(port));
    assertThrows(IllegalArgumentException.class, () -> new NatTarget("host", port));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, NOT_AN_IPV4_ADDRESS",
    "256.1.1.1, NOT_AN_IPV4_ADDRESS",
    "1.2.3.4., NOT_AN_IPV4_ADDRESS",
    "host, NOT_AN_IPV4_ADDRESS",
    "010.1.1.1, LEADING_ZERO_IN_ADDRESS",
    "1.2.3.00, LEADING_ZERO_IN_ADDRESS"
  })
  void aRefusedAddressSaysWhyAndWhatItWas(String text, Reason reason) {
    assertRefused(reason, text, () -> AllowIp.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new AllowIp(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.20.30.0"})
  void octetsMayBeZeroAnd255(String text) throws MessageException {
    assertEquals(text, AllowIp.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::7", "::1", "FE80::A", "1:2:3:4:5:6:7:8", "64:ff9b::192.0.2.1"})
  void anIpv6AddressIsReadInLowerCaseAndOnlyWhereItIsAskedFor(String text) throws MessageException {
    AllowIp address = AllowIp.parseIpv6(text);
    assertEquals(text.toLowerCase(Locale.ROOT), address.toString());
    assertTrue(address.isIpv6());
    assertFalse(AllowIp.PACKET_SOURCE.isIpv6());
    assertEquals(address, new AllowIp(address.address()));
    assertRefused(Reason.NOT_AN_IPV4_ADDRESS, text, () -> AllowIp.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4", "::", "ff02::1", "::ffff:192.0.2.1", "fe80::1%eth0", "fe80::1%1", "[::1]", "a:b",
        ":", ":::", "1:2:3:4:5:6:7:8:9", "12345::", "host", "", "::1 ", "::1,tcp/22"
      })
  void whatIsNoIpv6AddressOfAClientIsRefused(String text) {
    assertRefused(Reason.NOT_AN_IPV6_ADDRESS, text, () -> AllowIp.parseIpv6(text));
  }

  @Test
  void anIpv6AddressOfAPacketIsInLowerCase() {
    assertThrows(IllegalArgumentException.class, () -> new AllowIp("2001:DB8::7"));
  }

  @Test
  void aNatHostMayHave70CharactersAndALabel63() throws MessageException {
    String longest = LABEL + "." + "y".repeat(6);
    assertEquals(longest + ",22", NatTarget.parse(longest + ",22").toString());
    assertRefused(
        Reason.NOT_A_NAT_TARGET, longest + "y,22", () -> NatTarget.parse(longest + "y,22"));
    assertRefused(
        Reason.NOT_A_NAT_TARGET, "x" + LABEL + ",22", () -> NatTarget.parse("x" + LABEL + ",22"));
    assertThrows(IllegalArgumentException.class, () -> new NatTarget("-x", 22));
  }

  @ParameterizedTest
  @CsvSource({
    "host, NOT_A_NAT_TARGET",
    "'host,x', NOT_A_NAT_TARGET",
    "'-host,22', NOT_A_NAT_TARGET",
    "'host-,22', NOT_A_NAT_TARGET",
    "'a..b,22', NOT_A_NAT_TARGET",
    "'a:b:22', NOT_A_NAT_TARGET",
    "'host,0', PORT_OUT_OF_RANGE"
  })
  void aRefusedNatTargetSaysWhyAndWhatItWas(String text, Reason reason) {
    assertRefused(reason, text, () -> NatTarget.parse(text));
  }

  @Test
  void userNamesMayHaveEveryPrintableCharacterBetweenBlankAndTilde() throws MessageException {
    assertEquals(" ~", Username.parse(" ~").toString());
    for (String outside : List.of("\u001f", "\u007f", "é", "")) {
      assertRefused(Reason.NOT_A_USERNAME, outside, () -> Username.parse(outside));
      assertThrows(IllegalArgumentException.class, () -> new Username(outside));
    }
  }

  @Test
  void aNonceIsItsDigits() {
    assertEquals("0123456789012345", new Nonce("0123456789012345").toString());
    assertThrows(IllegalArgumentException.class, () -> new Nonce("12345"));
  }

  @Test
  void aPortIsOpenForOneSecondAtLeast() {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    assertEquals(second, new SpaRequest.Access(PORTS, Optional.empty(), second).accessTimeout());
    Optional<Duration> less = Optional.of(Duration.ofMillis(999));
    assertUnusable(() -> new SpaRequest.Access(PORTS, Optional.empty(), less));
    assertUnusable(() -> SpaRequest.access(PortSpec.tcp(22)).withAccessTimeout(less.get()));
  }

  @Test
  void everyAccessNeedsAPort() {
    assertUnusable(() -> SpaRequest.access());
    assertUnusable(() -> SpaRequest.access(PortSpec.tcp(22)).withPorts(List.of()));
  }

  private static void assertUnusable(Executable action) {
    assertThrows(IllegalArgumentException.class, action);
  }

  private static void assertRefused(Reason reason, String text, Executable action) {
    MessageException refused = assertThrows(MessageException.class, action);
    assertEquals(reason, refused.reason());
    assertEquals(text, refused.text());
  }
}
