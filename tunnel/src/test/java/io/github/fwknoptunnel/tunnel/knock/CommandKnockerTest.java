package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the user's own command is told and given, and what its end means. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class CommandKnockerTest {
  @TempDir Path directory;

  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  @Test
  void theCommandIsToldWhereToKnock() throws Exception {
    knock("sh -c 'env | grep FWKNOP_TUNNEL_ | grep -v FWKNOP_TUNNEL_RUN= | sort'");
    awaitOutput(
        """
        FWKNOP_TUNNEL_CONNECTION=7
        FWKNOP_TUNNEL_REMOTE_HOST=office
        FWKNOP_TUNNEL_REMOTE_IP=127.0.0.1
        FWKNOP_TUNNEL_REMOTE_PORT=2222
        """);
  }

  @Test
  void bothItsStreamsGoToOneOutput() throws Exception {
    knock("sh -c 'echo one; echo two >&2; echo three'");
    awaitOutput("one\ntwo\nthree\n");
  }

  @Test
  void itHasNoInput() throws Exception {
    assertEquals(new KnockResult.CommandSucceeded("cat"), knock("cat"));
  }

  @Test
  void noShellTouchesItsWords() throws Exception {
    knock("printf '%s|' $HOME '*' ~");
    awaitOutput("$HOME|*|~|");
  }

  @Test
  void aScriptWithBlanksInItsPathIsRun() throws Exception {
    Path script = Files.createDirectory(directory.resolve("my scripts")).resolve("knock it.sh");
    Files.writeString(script, "#!/bin/sh\necho \"$# arguments\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    assertEquals(new KnockResult.CommandSucceeded(script.toString()), knock(script.toString()));
    awaitOutput("0 arguments\n");
  }

  @Test
  void aStatusThatIsNotZeroIsAFailure() {
    assertEquals(new ConnectFailure.CommandFailed("sh -c 'exit 3'", 3), failure("sh -c 'exit 3'"));
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    assertEquals(
        new ConnectFailure.CommandNotStarted("/no/such/program x", "no such file"),
        failure("/no/such/program x"));
  }

  @Test
  void itRunsOnceForEachOpening() {
    assertEquals(1, knocker("true", Duration.ofSeconds(1)).maxKnocks());
  }

  @Test
  void noMoreThanSixteenRunAtATime() throws Exception {
    Path running = Files.createDirectory(directory.resolve("running"));
    Path server = directory.resolve("gate");
    String script =
        "sh -c 'touch %1$s/$$; while [ ! -e %2$s ]; do sleep 0.05; done; ls %1$s | wc -l; rm %1$s/$$'"
            .formatted(running, server);
    try (Threads threads = new Threads()) {
      List<Future<KnockResult>> knocks = new ArrayList<>();
      for (int i = 0; i < 2 * CommandKnocker.MAX_RUNNING; i++) {
        knocks.add(threads.start(() -> knock(script)));
      }
      eventually(
          "all turns taken", () -> running.toFile().list().length == CommandKnocker.MAX_RUNNING);
      Files.createFile(server);
      for (Future<KnockResult> knock : knocks) {
        knock.get();
      }
    }
    eventually("all output", () -> output.size() == 2 * CommandKnocker.MAX_RUNNING);
    for (String count : output) {
      assertTrue(Integer.parseInt(count.strip()) <= CommandKnocker.MAX_RUNNING, count);
    }
  }

  @Test
  void whatACommandLeavesRunningKeepsNoThread() throws Exception {
    Path pid = directory.resolve("pid");
    knock("sh -c 'echo done; sleep 600 & echo $! >" + pid + "'");
    try {
      awaitOutput("done\n");
      eventually(
          "the end of the copying thread",
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(thread -> thread.getName().startsWith("command-output-")));
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroy);
    }
  }

  private CommandKnocker knocker(String command, Duration timeout) {
    return new CommandKnocker(
        ExternalCommand.parse(command), timeout, (connection, line) -> output.add(line));
  }

  private KnockResult knock(String command) throws Exception {
    InetAddress address = InetAddress.getByName("127.0.0.1");
    return knocker(command, Duration.ofSeconds(30))
        .knock(new KnockTarget("office", address, 2222, 7));
  }

  private ConnectFailure failure(String command) {
    return assertThrows(ConnectFailedException.class, () -> knock(command)).failure();
  }

  /** The output is copied by a thread of its own. */
  private void awaitOutput(String expected) throws Exception {
    List<String> lines = expected.lines().toList();
    eventually("the output", () -> output.size() >= lines.size());
    assertEquals(lines, List.copyOf(output));
  }

  @Test
  void whatTheSystemRefusesIsNamed() {
    String start = "Cannot run program \"setsid\": ";
    assertEquals(
        "too many processes",
        CommandKnocker.reason(
            new IOException(start + "Exec failed, error: 11 (Resource temporarily unavailable)")));
    assertEquals(
        "too many processes",
        CommandKnocker.reason(new IOException(start + "error=12, Cannot allocate memory")));
    assertEquals(
        "cannot be run",
        CommandKnocker.reason(
            new IOException(start + "Exec failed, error: 13 (Permission denied)")));
    assertEquals(
        "too many open files", CommandKnocker.reason(new IOException("too many open files")));
  }

  /** A command that never stops printing fills no log. */
  @Test
  void onlyTheFirstLinesArePassedOnAndTheOthersCounted() throws Exception {
    List<Long> omitted = new CopyOnWriteArrayList<>();
    CommandKnocker.Output counting =
        new CommandKnocker.Output() {
          @Override
          public void onLine(long connection, String line) {
            output.add(line);
          }

          @Override
          public void onOmitted(long connection, long lines) {
            omitted.add(lines);
          }
        };
    ExternalCommand command = ExternalCommand.parse("seq 1000");
    Inet4Address address = (Inet4Address) InetAddress.getByName("127.0.0.1");
    var unused =
        new CommandKnocker(command, Duration.ofMinutes(1), counting)
            .knock(new KnockTarget("office", address, 2222, 7));
    eventually("the end of the output", () -> !omitted.isEmpty());
    assertEquals(LimitedLines.MAX_LINES, output.size());
    assertEquals(List.of(1000L - LimitedLines.MAX_LINES), omitted);
  }
}
