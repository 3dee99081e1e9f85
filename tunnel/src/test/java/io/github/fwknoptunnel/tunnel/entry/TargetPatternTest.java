package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which targets a rule is about. */
class TargetPatternTest {
  private static TargetPattern pattern(String text) {
    return TargetPattern.parse(text).orElseThrow();
  }

  private static boolean matches(String pattern, String host, int port) {
    return pattern(pattern).matches(new HostAndPort(TargetHost.parse(host).orElseThrow(), port));
  }

  @ParameterizedTest
  @CsvSource({
    "db.example.com, DB.example.com.",
    "DB.Example.com., db.example.com",
    "*.example.com, a.example.com",
    "*.example.com, a.b.example.com",
    "*, anything",
    "*, 192.0.2.1",
    "*, ::1",
    "10.1.0.0/16, 10.1.255.1",
    "10.1.2.3, ::ffff:10.1.2.3",
    "0.0.0.0/0, 192.0.2.1",
    "[::/0], 2001:db8::1",
    "[2001:db8::/32], 2001:db8:ffff::1",
    "[2001:db8::1], 2001:db8:0::1",
  })
  void itMatches(String pattern, String host) {
    assertTrue(matches(pattern, host, 443));
  }

  @ParameterizedTest
  @CsvSource({
    "db.example.com, example.com",
    "*.example.com, example.com",
    "*.example.com, badexample.com",
    "10.1.0.0/16, 10.2.0.1",
    "10.1.0.0/16, ten.example.com",
    "0.0.0.0/0, ::1",
    "[2001:db8::/32], 2001:db9::1",
    "127.0.0.0/8, localhost",
  })
  void itDoesNotMatch(String pattern, String host) {
    assertFalse(matches(pattern, host, 443));
  }

  @Test
  void portsAreSingleOnesAndRanges() {
    assertTrue(matches("*:22", "a", 22));
    assertFalse(matches("*:22", "a", 23));
    assertTrue(matches("*.a:22,5000-5999", "b.a", 5999));
    assertFalse(matches("*.a:22,5000-5999", "b.a", 6000));
    assertTrue(matches("[::1]:1-65535", "::1", 65535));
    assertTrue(matches("10.0.0.0/8:80", "10.1.1.1", 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":22",
        "a:",
        "a:0",
        "a:65536",
        "a:2-1",
        "a:1-",
        "a:1,",
        "a:1,,2",
        "a:x",
        "a b",
        "*a",
        "a.*",
        "*.",
        "**",
        "*.*",
        "10.1.0.0/33",
        "10.1.2.3/16",
        "10.1/16",
        "/8",
        "a/8",
        "::1",
        "[::1",
        "[2001:db8::/129]",
        "*.10.0.0.1",
        "a:1:2",
        "b\u00fccher.de"
      })
  void whatIsNoPatternIsRefused(String text) {
    assertEquals(Optional.empty(), TargetPattern.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "* a:22",
        "* 10.0.0.0/8",
        "*.a b.a:1",
        "*.a *.b.a",
        "*.a *.a",
        "10.0.0.0/8 10.1.0.0/16",
        "10.0.0.0/8 10.1.2.3:22",
        "a:1-9 a:2,3-4",
        "a:1-4,5-9 a:2-8",
        "A.b a.b."
      })
  void aWiderPatternCoversANarrowerOne(String wide, String narrow) {
    assertTrue(pattern(wide).covers(pattern(narrow)));
    assertTrue(
        wide.equals(narrow)
            || pattern(wide).equals(pattern(narrow))
            || !pattern(narrow).covers(pattern(wide)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*:22 a",
        "*.a a",
        "a b",
        "10.0.0.0/8 *",
        "a:1-5 a:4-6",
        "10.0.0.0/8 [::/0]",
        "0.0.0.0/0 a"
      })
  void otherPatternsDoNotCoverEachOther(String one, String other) {
    assertFalse(pattern(one).covers(pattern(other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b:1-2,5",
        "*",
        "*.a:22",
        "10.0.0.0/8",
        "[2001:db8:0:0:0:0:0:0/32]:1",
        "[0:0:0:0:0:0:0:0/32]"
      })
  void itPrintsAsItIsWritten(String text) {
    assertEquals(text, pattern(text).toString());
  }
}
