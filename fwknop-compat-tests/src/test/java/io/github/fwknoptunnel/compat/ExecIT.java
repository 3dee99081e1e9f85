package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real redis-cli, run by exec, with a real Redis behind the closed port. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecIT {
  private static final int MANY = 20_000;

  private final FirewallContainer firewall;
  @TempDir Path directory;

  ExecIT(ServerKind kind) {
    firewall = FirewallContainer.shared(kind);
  }

  private List<Object> exec(FirewallContainer firewall, int port, Path keyFile, String... options) {
    List<Object> words = new ArrayList<>(List.of("exec", "-remote-host", firewall.address()));
    words.addAll(List.of("-remote-port", port, "--key-file", keyFile));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of("--", "redis-cli", "-e", "-h", "{host}", "-p", "{port}"));
    return words;
  }

  private String redis(String input, String... words) throws Exception {
    List<Object> line =
        exec(
            firewall,
            FirewallContainer.REDIS,
            FirewallContainer.stanza(FirewallContainer.REDIS).keyFile(directory));
    line.addAll(Arrays.asList(words));
    return TunnelProcess.run(input, line.toArray());
  }

  @Test
  void aCommandUsesTheServerBehindTheGateAndTheTerminalIsItsAlone() throws Exception {
    int before = firewall.packets();
    assertEquals("PONG\n", redis("", "ping"));
    assertEquals(1, firewall.packets() - before);
  }

  @Test
  void whatGoesThroughTheCommandsStdinArrivesWhole() throws Exception {
    String commands =
        IntStream.range(0, MANY)
            .mapToObj(i -> "SET key:%d %d\r\n".formatted(i, i))
            .collect(Collectors.joining());
    String summary = redis(commands, "--pipe");
    assertTrue(summary.contains("errors: 0, replies: " + MANY), summary);
    assertEquals("" + (MANY - 1), redis("", "get", "key:" + (MANY - 1)).strip());
  }

  @Test
  void theStatusIsTheCommands() {
    AssertionError failed = assertThrows(AssertionError.class, () -> redis("", "no-such-command"));
    assertTrue(
        failed.getMessage().startsWith("Ended[status=1, out=, err=ERR unknown command"),
        failed::getMessage);
  }

  @Test
  void whyThePortStaysClosedIsToldBesideTheCommandsOwnError() throws Exception {
    try (FirewallContainer own =
        FirewallContainer.start(firewall.kind(), FirewallContainer.stanza(7019).access())) {
      Path others = FirewallContainer.stanza(7001).keyFile(directory);
      Object[] line = exec(own, 7019, others, "--connect-timeout", "1s").toArray();
      String output = TunnelProcess.run("PING\n", line);
      Pattern reason = Pattern.compile("gave no answer in [0-9.]+ s after 1 knock");
      assertTrue(reason.matcher(output).find(), output);
    }
  }

  @Test
  void knockWaitsUntilThePortIsOpen() throws Exception {
    Stanza stanza = FirewallContainer.stanza(7019);
    try (FirewallContainer own = FirewallContainer.start(firewall.kind(), stanza.access())) {
      assertTrue(Knocks.isSilent(own, 7019), "closed before");
      String story =
          TunnelProcess.run(
              "",
              "knock",
              "--wait",
              "-D",
              own.address(),
              "-A",
              "tcp/7019",
              "--key-file",
              stanza.keyFile(directory));
      assertTrue(story.contains(":7019 is open after "), story);
      assertTrue(Knocks.echoes(own.address(), 7019));
    }
  }
}
