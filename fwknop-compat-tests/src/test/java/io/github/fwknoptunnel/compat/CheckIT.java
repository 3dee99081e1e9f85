package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * {@code check --live} against a real server, with each of the faults that a server answers with
 * silence. Every test has a port of its own.
 */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckIT {
  private static final int NOT_IN_OPEN_PORTS = 7010;

  private static FirewallContainer firewall;

  /** Only named: the methods before each kind start its firewall. */
  @Parameter ServerKind kind;

  @TempDir Path directory;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    firewall =
        FirewallContainer.start(
            kind,
            IntStream.rangeClosed(7001, 7005)
                .mapToObj(Stanza::of)
                .map(Stanza::access)
                .collect(Collectors.joining()));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    firewall.close();
  }

  @Test
  void aPortThatOpensIsWell() throws Exception {
    String report = TunnelProcess.run("", words(7001, Stanza.of(7001)));
    assertTrue(report.contains("\"ok\":true,\"exit_status\":0"), report);
    assertTrue(report.matches("(?s).*7001 is open [0-9.]+ m?s after the knock.*"), report);
    assertFalse(report.contains("is open before the knock"), report);
    Knocks.awaitOpening(firewall, 7001, 1);
  }

  @Test
  void anotherKeyMeetsSilence() {
    Stanza right = Stanza.of(7002);
    Stanza wrong = new Stanza(7002, Stanza.of(7099).key(), right.hmacKey(), HashAlgorithm.SHA256);
    assertSilent(
        failed(words(7002, wrong)), "the encryption key or HMAC key on the server is different");
  }

  @Test
  void anotherHmacKeyMeetsSilence() {
    Stanza right = Stanza.of(7003);
    Stanza wrong = new Stanza(7003, right.key(), Stanza.of(7099).hmacKey(), HashAlgorithm.SHA256);
    assertSilent(
        failed(words(7003, wrong)), "the encryption key or HMAC key on the server is different");
  }

  @Test
  void aPortThatTheServerDoesNotOpenMeetsSilence() {
    String report = failed(words(NOT_IN_OPEN_PORTS, Stanza.of(7004)));
    assertSilent(report, "the encryption key or HMAC key on the server is different");
    assertTrue(report.contains("the port is not in OPEN_PORTS"), report);
  }

  @Test
  void aClockThatIsOffIsTheFirstSuspect() {
    String report = failed(words(7005, Stanza.of(7005), "--time-offset-plus", "10min"));
    assertSilent(report, "a clock more than 2 minutes off");
  }

  private static void assertSilent(String report, String firstCause) {
    assertTrue(report.contains("\"exit_status\":1,"), report);
    assertTrue(report.contains(" gave no answer in "), report);
    assertTrue(report.contains(" after 1 knock\""), report);
    assertTrue(report.contains("possible causes, most likely first: " + firstCause), report);
  }

  private Object[] words(int port, Stanza keys, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("check", "--live", "--json", "--no-rc-file", "-local-port", 0, "-remote-host"));
    words.addAll(List.of(firewall.address(), "-remote-port", port));
    words.addAll(List.of("--key-file", keys.keyFile(directory), "--connect-timeout", 4));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private static String failed(Object... words) {
    return assertThrows(AssertionError.class, () -> TunnelProcess.run("", words)).getMessage();
  }
}
