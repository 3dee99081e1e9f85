package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every variable: what it takes, what it makes of it, what it refuses. */
@Timeout(180)
class RcVariablesTest {
  private static final String GOOD =
      """
      SPA_SERVER, host.example, host.example
      SPA_SERVER, ::1, ::1
      SPA_SERVER_PORT, 62201, 62201
      SPA_SERVER_PORT, 10x, 10
      SPA_SERVER_PORT, +5, 5
      SPA_SERVER_PORT, 00022, 22
      SPA_SERVER_PORT, 65535, 65535
      SPA_SOURCE_PORT, 0, 0
      SPA_SOURCE_PORT, 0x10, 0
      SPA_SERVER_PROTO, udp, udp
      SPA_SERVER_PROTO, TCP, tcp
      SPA_SERVER_PROTO, http, http
      SPA_SERVER_PROTO, udpraw, udpraw
      SPA_SERVER_PROTO, tcpraw, tcpraw
      SPA_SERVER_PROTO, ICMP, icmp
      RAND_PORT, Y, true
      RAND_PORT, y, true
      RAND_PORT, yes, false
      RAND_PORT, 1, false
      RAND_PORT, N, false
      ACCESS, tcp/22, [tcp/22]
      ACCESS, 'tcp/22,udp/53', '[tcp/22, udp/53]'
      ACCESS, tcp/00022, [tcp/22]
      ALLOW_IP, 192.0.2.1, 192.0.2.1
      ALLOW_IP, source, source
      ALLOW_IP, Source, source
      ALLOW_IP, 0.0.0.0, source
      ALLOW_IP, RESOLVE, resolve
      FW_TIMEOUT, 60, PT1M
      FW_TIMEOUT, 0, PT0S
      FW_TIMEOUT, abc, PT0S
      FW_TIMEOUT, 65536, PT18H12M16S
      TIME_OFFSET, 60, PT1M
      TIME_OFFSET, -10m, PT-10M
      TIME_OFFSET, 2days, PT48H
      SPOOF_USER, bob, bob
      SPOOF_USER, abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw, abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw
      SPOOF_SOURCE_IP, 192.0.2.1, 192.0.2.1
      KEY, secret, …
      KEY_BASE64, c2VjcmV0, …
      KEY_BASE64, c2VjcmV0LWtleQ==, …
      KEY_FILE, /etc/keys, /etc/keys
      HMAC_KEY, secret, …
      HMAC_KEY_BASE64, c2VjcmV0LWtleQ, …
      HMAC_KEY_FILE, keys, keys
      USE_HMAC, Y, true
      HMAC_DIGEST_TYPE, SHA512, sha512
      HMAC_DIGEST_TYPE, sha3_256, sha3_256
      DIGEST_TYPE, md5, md5
      ENCRYPTION_MODE, CBC, cbc
      ENCRYPTION_MODE, Legacy, legacy
      ENCRYPTION_MODE, Asymmetric, asymmetric
      NAT_ACCESS, 10.0.0.1:22, '10.0.0.1,22'
      NAT_ACCESS, '10.0.0.1,22', '10.0.0.1,22'
      NAT_ACCESS, inner.example, inner.example
      NAT_ACCESS, :22, ',22'
      NAT_LOCAL, Y, true
      NAT_PORT, 0, 0
      NAT_PORT, 2222, 2222
      NAT_RAND_PORT, Y, true
      RESOLVE_IP_HTTPS, Y, true
      RESOLVE_IP_HTTP, Y, true
      RESOLVE_HTTP_ONLY, Y, true
      RESOLVE_URL, https://ip.example/, https://ip.example/
      WGET_CMD, /usr/bin/wget, /usr/bin/wget
      USE_WGET_USER_AGENT, Y, true
      HTTP_USER_AGENT, Fwknop/1, Fwknop/1
      SERVER_RESOLVE_IPV4, Y, true
      USE_GPG, Y, true
      USE_GPG_AGENT, Y, true
      GPG_RECIPIENT, 0xABCD, 0xABCD
      GPG_SIGNER, me@example, me@example
      GPG_HOMEDIR, /home/me/.gnupg, /home/me/.gnupg
      GPG_EXE, /usr/bin/gpg2, /usr/bin/gpg2
      GPG_SIGNING_PW, secret, …
      GPG_SIGNING_PW_BASE64, c2VjcmV0, …
      GPG_NO_SIGNING_PW, Y, true
      VERBOSE, Y, 1
      VERBOSE, N, 0
      VERBOSE, abc, 0
      VERBOSE, 2x, 2
      VERBOSE, 4, 4
      NO_SAVE_ARGS, Y, true
      """;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(textBlock = GOOD)
  void aGoodValueIsRead(String name, String text, String value) throws Exception {
    RcVariable<?> variable = RcVariable.named(name).orElseThrow();
    Located<?> setting = Rc.lines(name + " " + text).find(variable).orElseThrow();
    assertEquals(value, setting.value().toString());
    assertEquals(Optional.of(name), setting.where().setting());
  }

  @Test
  void noVariableIsLeftOutOfTheTable() {
    Set<String> tested = GOOD.lines().map(line -> line.split(",")[0]).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(RcVariable.names()), new TreeSet<>(tested));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      textBlock =
          """
          SPA_SERVER_PORT, 0
          SPA_SERVER_PORT, abc
          SPA_SERVER_PORT, -1
          SPA_SERVER_PORT, 65536
          SPA_SERVER_PORT, 4294967297
          SPA_SERVER_PORT, 99999999999999999999
          SPA_SOURCE_PORT, 65536
          SPA_SERVER_PROTO, sctp
          ACCESS, icmp/0
          ACCESS, 'tcp/22,'
          ACCESS, tcp/70000
          ALLOW_IP, host.example
          ALLOW_IP, 192.0.2.1x
          ALLOW_IP, 192.0.2.1/24
          ALLOW_IP, 010.0.2.1
          ALLOW_IP, 256.1.1.1
          FW_TIMEOUT, -1
          FW_TIMEOUT, 65537
          TIME_OFFSET, abc
          TIME_OFFSET, 65537
          SPOOF_USER, a/b
          SPOOF_SOURCE_IP, x
          HMAC_DIGEST_TYPE, sha3-256
          DIGEST_TYPE, foo
          ENCRYPTION_MODE, PCBC
          NAT_ACCESS, h_x:22
          NAT_ACCESS, h_x
          NAT_ACCESS, '10.0.0.1:'
          NAT_ACCESS, 10.0.0.1:0
          NAT_ACCESS, 10.0.0.1:22x
          NAT_ACCESS, a:1:2
          NAT_PORT, 70000
          VERBOSE, 5
          VERBOSE, -1
          """)
  void aBadValueIsRefused(String name, String text) {
    assertRefused(Reason.BAD_VALUE, () -> Rc.lines(name + " " + text));
  }

  @ParameterizedTest(name = "{0} is {1} seconds")
  @CsvSource(
      textBlock =
          """
          60, 60
          60sec, 60
          65536s, 65536
          00000060, 60
          1h30m, 3600
          1.5h, 54000
          5months, 300
          5M, 300
          5H, 18000
          2days, 172800
          65536d, 5662310400
          1d1, 86400
          3-4, 34
          2x3m, 1380
          x5h, 18000
          5xh, 18000
          0, 0
          +5, 5
          -60, -60
          --5, -5
          -1h30m, -3600
          -10m, -600
          """)
  void aTimeOffsetIsReadAsTheOldClientReadsIt(String text, long seconds) throws Exception {
    assertEquals(
        seconds,
        Rc.lines("TIME_OFFSET " + text).value(RcVariable.TIME_OFFSET).orElseThrow().toSeconds());
  }

  @ParameterizedTest
  @CsvSource({"m", "xh", "-h", "-", "-x", "12345678", "000000060", "65537d", "123456789"})
  void aTimeOffsetWithoutAUsefulNumberIsRefused(String text) {
    assertRefused(Reason.BAD_VALUE, () -> Rc.lines("TIME_OFFSET " + text));
  }

  @Test
  void anAmountOfTimeOnTheCommandLineHasNoSign() {
    assertEquals(5, TimeOffset.parse("-5").orElseThrow().toSeconds());
  }

  @Test
  void aLaterNoTakesAYesBack() throws Exception {
    RcFile file = Rc.of("[default]\nRAND_PORT Y\n[home]\nRAND_PORT N\n");
    assertEquals(Optional.of(false), file.settings("home").value(RcVariable.RAND_PORT));
    assertEquals(Optional.of(true), file.settings().value(RcVariable.RAND_PORT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          ALLOW_IP 192.0.2.1|ALLOW_IP resolve, 192.0.2.1, 2
          ALLOW_IP source|ALLOW_IP resolve, source, 2
          ALLOW_IP resolve|ALLOW_IP 192.0.2.1, 192.0.2.1, 3
          ALLOW_IP 192.0.2.1|ALLOW_IP source, source, 3
          ALLOW_IP 192.0.2.1|ALLOW_IP 192.0.2.2, 192.0.2.2, 3
          ALLOW_IP source|RESOLVE_IP_HTTPS Y, source, 2
          RESOLVE_IP_HTTPS Y|RESOLVE_URL http://x, resolve, 2
          RESOLVE_IP_HTTP Y, resolve, 2
          RESOLVE_URL http://x, resolve, 2
          RESOLVE_IP_HTTPS N|RESOLVE_URL http://x, resolve, 3
          ALLOW_IP resolve|RESOLVE_IP_HTTPS N, resolve, 2
          """)
  void anAddressCountsBeforeAnyWishToResolveOne(String lines, String expected, int line)
      throws Exception {
    Located<AllowIpSetting> from = Rc.lines(lines.split("\\|")).allowIp().orElseThrow();
    assertEquals(expected, from.value().toString());
    assertEquals(line, from.where().line());
  }

  @ParameterizedTest
  @CsvSource({"RESOLVE_HTTP_ONLY Y", "RESOLVE_IP_HTTPS N", "WGET_CMD x"})
  void howToResolveIsNoWishToDoSo(String line) throws Exception {
    assertEquals(Optional.empty(), Rc.lines(line).allowIp());
  }

  @Test
  void aNatAccessWithoutAPortTakesTheOneToOpen() throws Exception {
    assertEquals(new NatTarget("h", 22), NatAccess.parse("h").target(22));
    assertEquals(new NatTarget("h", 80), NatAccess.parse("h:80").target(22));
    assertThrows(IllegalArgumentException.class, () -> new NatAccess("h x", Optional.empty()));
    // The wire is ASCII; the server looks the name up.
    String ascii = "xn--bcher-kva.lan";
    assertEquals(new NatTarget(ascii, 22), NatAccess.parse("b\u00fccher.lan").target(22));
    assertEquals(new NatTarget(ascii, 80), NatAccess.parse("b\u00fccher.lan:80").target(22));
    assertEquals(new NatTarget(ascii, 80), NatAccess.parse("b\u00fccher.lan,80").target(22));
    for (String lost : List.of("b\ufffdcher.lan", "b\u00fc cher:80", "\u202elan")) {
      assertThrows(MessageException.class, () -> NatAccess.parse(lost), lost);
    }
    assertThrows(IllegalArgumentException.class, () -> new NatAccess("h", Optional.of(0)));
  }

  @Test
  void gpgIsChosenByItsNameOrByItsMode() throws Exception {
    assertTrue(Rc.lines("USE_GPG Y").usesGpg());
    assertTrue(Rc.lines("ENCRYPTION_MODE asymmetric").usesGpg());
    assertFalse(Rc.lines("GPG_RECIPIENT x", "USE_GPG N", "ENCRYPTION_MODE cbc").usesGpg());
  }

  @Test
  void allThatIsSetIsListedInTheOrderOfItsLines() throws Exception {
    RcConfig settings = Rc.lines("WGET_CMD a", "SPA_SERVER b", "WGET_CMD c");
    assertEquals("[SPA_SERVER, WGET_CMD]", settings.all().keySet().toString());
    assertFalse(Rc.lines("KEY hunter2").toString().contains("hunter2"));
    assertFalse(Rc.lines("KEY hunter2").all().toString().contains("hunter2"));
  }
}
