package io.github.fwknoptunnel.tunnel.access;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ExternalCommand;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command that is not needed any more leaves nothing behind, however it started it. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
  @TempDir Path directory;

  /** Starts a sleeper whose parent is gone at once, notes its number, and then does not end. */
  private CommandKnocker stubborn(Duration timeout) {
    String orphan = "sh -c \"sleep 300 & echo \\$! >%s; mv %s %s\"";
    Path draft = directory.resolve("draft");
    String command = "sh -c '" + orphan.formatted(draft, draft, sleeperFile()) + "; sleep 300'";
    return new CommandKnocker(ExternalCommand.parse(command), timeout, CommandKnocker.Output.NONE);
  }

  private Path sleeperFile() {
    return directory.resolve("sleeper");
  }

  @Test
  void aTimeoutAlsoKillsWhatHasDetachedItself() throws Exception {
    Duration limit = Duration.ofMillis(1500);
    ConnectFailedException failed =
        assertThrows(ConnectFailedException.class, () -> stubborn(limit).knock(target()));
    ConnectFailure.CommandTimedOut timedOut = (ConnectFailure.CommandTimedOut) failed.failure();
    assertEquals(limit, timedOut.limit());
    awaitDeathOfSleeper();
  }

  @Test
  void aTimeoutAlsoKillsAChildInASessionOfItsOwn() throws Exception {
    Path draft = directory.resolve("draft");
    String child = "setsid sh -c \"echo \\$\\$ >%s; mv %s %s; exec sleep 300\" &";
    String text = "sh -c '" + child.formatted(draft, draft, sleeperFile()) + " sleep 300'";
    CommandKnocker knocker =
        new CommandKnocker(
            ExternalCommand.parse(text), Duration.ofMillis(1500), CommandKnocker.Output.NONE);
    assertThrows(ConnectFailedException.class, () -> knocker.knock(target()));
    awaitDeathOfSleeper();
  }

  @Test
  void aTimeoutAlsoKillsADaemon() throws Exception {
    // In a session of its own, and its parent has ended.
    Path draft = directory.resolve("draft");
    Path script =
        Files.writeString(
            directory.resolve("script"),
            """
            #!/bin/sh
            setsid sh -c 'setsid sleep 300 & echo $! >%s; mv %s %s'
            sleep 300
            """
                .formatted(draft, draft, sleeperFile()));
    assertTrue(script.toFile().setExecutable(true));
    CommandKnocker knocker =
        new CommandKnocker(
            ExternalCommand.parse(script.toString()),
            Duration.ofMillis(1500),
            CommandKnocker.Output.NONE);
    assertThrows(ConnectFailedException.class, () -> knocker.knock(target()));
    awaitDeathOfSleeper();
  }

  @Test
  void whatACommandLeavesRunningHoldsNobodyUp() throws Exception {
    Path draft = directory.resolve("draft");
    String text = "sh -c 'sleep 300 & echo $! >%s; mv %s %s'";
    ExternalCommand command = ExternalCommand.parse(text.formatted(draft, draft, sleeperFile()));
    CommandKnocker knocker =
        new CommandKnocker(command, Duration.ofMinutes(5), CommandKnocker.Output.NONE);
    assertEquals(new KnockResult.CommandSucceeded(command.text()), knocker.knock(target()));
    String pid = Files.readString(sleeperFile()).strip();
    assertTrue(runs(pid), "a service that it started is its own business");
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    awaitDeathOfSleeper();
  }

  @Test
  void anInterruptKillsItToo() throws Exception {
    try (Threads threads = new Threads()) {
      Future<KnockResult> knocking =
          threads.start(() -> stubborn(Duration.ofMinutes(5)).knock(target()));
      eventually("a sleeper", () -> Files.exists(sleeperFile()));
      knocking.cancel(true);
      awaitDeathOfSleeper();
    }
  }

  @Test
  void whenAllWhoWaitHaveLeftItIsKilled() throws Exception {
    Dialer dialer = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);
    try (TestService events = new TestService(FakeKnocker.quick())) {
      PortOpener knock =
          new PortOpener(
              new TargetNames("127.0.0.1", 1, KnockTarget.Family.IPV4),
              stubborn(Duration.ofMinutes(5)),
              dialer,
              events);
      CompletableFuture<Upstream> only = new SharedKnock(knock, Duration.ofHours(1)).acquire(1);
      eventually("a sleeper", () -> Files.exists(sleeperFile()));
      only.cancel(false);
      awaitDeathOfSleeper();
    }
  }

  private void awaitDeathOfSleeper() throws Exception {
    String pid = Files.readString(sleeperFile()).strip();
    eventually("the end of process " + pid, () -> !runs(pid));
  }

  /** A zombie, which its new parent may be slow to bury, does not run. */
  private static boolean runs(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  private static KnockTarget target() throws Exception {
    return new KnockTarget("office", InetAddress.getByName("127.0.0.1"), 22, 1);
  }
}
