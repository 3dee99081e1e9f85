package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.service.NotifyReceiver;
import io.github.fwknoptunnel.tunnel.testing.Eventually;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program whose log nobody reads: it relays all the same, and ends when it is told to. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WatchdogProcessTest {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** Each leaves some lines of log; a pipe holds 64 KiB of them. */
  private static final int ENOUGH_TO_FILL_THE_PIPE = 1500;

  @TempDir Path directory;

  @Test
  void aLogThatNobodyReadsHoldsUpNeitherConnectionsNorTheWatchdogNorTheEnd() throws Exception {
    try (NotifyReceiver systemd = NotifyReceiver.at(directory.resolve("notify").toString());
        EchoServer echo = new EchoServer();
        Connect program = new Connect(program(echo).start())) {
      InetSocketAddress address = awaitAddress();
      try (Socket client = Peers.connect(address)) {
        for (int i = 0; i < ENOUGH_TO_FILL_THE_PIPE; i++) {
          Peers.reset(Peers.connect(address));
        }
        assertEchoes(client);
      }
      try (Socket client = Peers.connect(address)) {
        assertEchoes(client);
      }
      Eventually.eventually("a watchdog message", () -> systemd.next().equals("WATCHDOG=1"));
      program.process().destroy();
      assertTrue(program.process().waitFor(30, TimeUnit.SECONDS), "SIGTERM does not end it");
      assertEquals(0, program.process().exitValue());
    }
  }

  private static void assertEchoes(Socket client) throws Exception {
    client.getOutputStream().write(7);
    assertEquals(7, client.getInputStream().read());
  }

  private ProcessBuilder program(EchoServer echo) {
    ProcessBuilder builder =
        RunningProgram.builder(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED"),
            "--ready-file",
            ready().toString(),
            "-local-port",
            "0",
            "-remote-host",
            "127.0.0.1",
            "-remote-port",
            echo.port());
    builder.environment().put("NOTIFY_SOCKET", directory.resolve("notify").toString());
    builder.environment().put("WATCHDOG_USEC", "" + PERIOD.toNanos() / 1000);
    return builder;
  }

  private Path ready() {
    return directory.resolve("ready");
  }

  /** Its log would tell, but must not be read. */
  private InetSocketAddress awaitAddress() throws Exception {
    Eventually.eventually("the file of what is ready", () -> Files.exists(ready()));
    String line = Files.readString(ready()).strip();
    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
  }
}
