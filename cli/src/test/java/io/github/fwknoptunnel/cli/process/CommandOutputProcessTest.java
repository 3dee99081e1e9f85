package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user's command prints stays one command's output in the log. */
@Timeout(120)
class CommandOutputProcessTest {
  private static final int LONG_LINE = 300_000;
  private static final Pattern JSON_OBJECT =
      Pattern.compile(
          "\\{\"\\w+\":VALUE(?:,\"\\w+\":VALUE)*+\\}"
              .replace("VALUE", "(?:\"(?:[^\"\\\\\\p{Cc}]++|\\\\.)*+\"|-?\\d+|true|false|null)"));
  private static final Pattern EVENT = Pattern.compile("\"event\":\"(\\w+)\"");
  private static final Pattern LINE =
      Pattern.compile("\"event\":\"command_output\",\"line\":\"(.*)\",");

  /** A quote, a forged event, commands to a terminal, bytes that are no text, and no line feed. */
  private static final String PRINT =
      """
      #!/bin/sh
      echo 'a "quote", a \\ and a }'
      echo '{"time":"2020-01-01T00:00:00.000Z","level":"warn","event":"refused"}'
      printf '\\033]0;title\\007\\033[2J\\r\\b\\302\\233x\\342\\200\\256y\\n'
      printf '\\377\\376\\000nul\\n'
      head -c %d /dev/zero | tr '\\0' x
      echo
      printf 'no line feed' >&2
      """
          .formatted(LONG_LINE);

  @TempDir Path directory;

  private List<String> log(String format) throws Exception {
    Path script = Files.writeString(directory.resolve("print"), PRINT);
    assertTrue(script.toFile().setExecutable(true));
    String[] target = {"-local-port", "0", "-remote-host", "127.0.0.1", "-remote-port"};
    try (EchoServer echo = new EchoServer()) {
      ProcessBuilder builder = RunningProgram.builder(List.of(), target);
      builder.command().addAll(List.of(echo.port(), "-cmd", script.toString()));
      builder.command().addAll(List.of("--log-format", format));
      try (RunningProgram tunnel = RunningProgram.start(builder)) {
        Matcher port = tunnel.awaitLine(Pattern.compile("127\\.0\\.0\\.1:(\\d+)"));
        exchange(Integer.parseInt(port.group(1)));
        // Without its line feed the last line counts as one when nothing has come for a second.
        tunnel.awaitLine("no line feed");
        tunnel.terminate();
        assertEquals(0, tunnel.awaitExit());
        return tunnel.seen();
      }
    }
  }

  private static void exchange(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
    }
  }

  @Test
  void everyLineOfTheJsonLogIsAnObjectAndNoEventIsForged() throws Exception {
    List<String> log = log("json");
    for (String line : log) {
      assertTrue(JSON_OBJECT.matcher(line).matches(), line);
      Matcher event = EVENT.matcher(line);
      assertTrue(event.find(), line);
      assertFalse(event.group(1).equals("refused"), line);
      assertFalse(line.chars().anyMatch(c -> c < ' ' || c == '\u009b' || c == '\u202e'), line);
    }
    List<String> printed =
        log.stream()
            .map(LINE::matcher)
            .filter(Matcher::find)
            .map(line -> line.group(1).replaceFirst("\",\"text\":.*", ""))
            .toList();
    assertEquals("a \\\"quote\\\", a \\\\ and a }", printed.getFirst());
    assertTrue(printed.get(1).startsWith("{\\\"time\\\":"), printed.get(1));
    assertTrue(printed.get(2).startsWith("\\u001b]0;title\\u0007\\u001b[2J"), printed.get(2));
    assertTrue(printed.contains("no line feed"), "" + printed.getLast());
    int length = printed.stream().filter(line -> line.matches("x+")).mapToInt(String::length).sum();
    assertEquals(LONG_LINE, length);
  }

  @Test
  void noLineOfTheTextLogSteersTheTerminal() throws Exception {
    for (String line : log("text")) {
      assertFalse(line.chars().anyMatch(Character::isISOControl), line);
      assertFalse(line.contains("\u202e"), line);
      assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ \\w+ .*"), line);
    }
  }

  @Test
  void withSeveralTunnelsEachLineNamesItsTunnel() throws Exception {
    try (EchoServer echo = new EchoServer()) {
      String common = "-remote-host 127.0.0.1\n-local-port 0\n-remote-port " + echo.port();
      Path options =
          Files.writeString(
              directory.resolve("tunnels"),
              common + "\n[db]\n-cmd 'echo for db'\n[web]\n-cmd 'echo for web'\n");
      try (RunningProgram tunnel = RunningProgram.start("@" + options)) {
        Pattern listening = Pattern.compile("\\[(\\w+)] listening on 127\\.0\\.0\\.1:(\\d+)");
        List<Matcher> both = List.of(tunnel.awaitLine(listening), tunnel.awaitLine(listening));
        for (Matcher line : both) {
          exchange(Integer.parseInt(line.group(2)));
          tunnel.awaitLine("[%1$s] #1 -cmd: for %1$s".formatted(line.group(1)));
        }
      }
    }
  }
}
