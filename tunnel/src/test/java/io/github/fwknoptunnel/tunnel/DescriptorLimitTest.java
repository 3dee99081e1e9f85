package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.access.ConnectFailures;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** A tunnel that runs out of file descriptors goes on when there are some again. */
@Timeout(180)
@EnabledIf("prlimitIsThere")
class DescriptorLimitTest {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  static boolean prlimitIsThere() {
    return Files.isExecutable(PRLIMIT);
  }

  @Test
  void acceptingGoesOnAfterwards() throws Exception {
    Process child = ChildJvm.running(Starving.class).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    assertEquals("TooManyOpenFiles\nserved again\n", output);
  }

  /** The program itself: may open nothing any more, and then again. */
  static final class Starving {
    private static final int WAITING = 5;

    private Starving() {}

    public static void main(String[] none) throws Exception {
      try (PlainTunnel plain = PlainTunnel.open()) {
        Thread.ofPlatform().daemon().start(() -> echo(plain.server));
        eventually("service", () -> isServed(plain));
        loadClasses(plain);
        starve(plain);
        eventually("service again", () -> isServed(plain));
        System.out.println("served again");
      }
    }

    /** A class that is needed for the first time cannot be read without a descriptor. */
    private static void loadClasses(PlainTunnel plain) throws Exception {
      try (PlainTunnel refused = PlainTunnel.open()) {
        refused.server.close();
        try (Socket client = refused.connect()) {
          refused.events.await(TunnelEvent.ConnectFailed.class);
          Peers.end(client);
        }
      }
      plain.events.onEvent(new TunnelEvent.AcceptBackoff(new IOException(), Duration.ZERO));
      Upstream.Addresses way =
          new Upstream.Addresses(List.of(plain.tunnel.address()), Duration.ZERO, false);
      ConnectFailures.toException(way, new IOException("Too many open files"));
      new TunnelEvent.ConnectFailed(0, new ConnectFailure.TooManyOpenFiles(new IOException()));
    }

    private static void starve(PlainTunnel plain) throws Exception {
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < WAITING; i++) {
        clients.add(SocketChannel.open());
      }
      // The kernel sets a descriptor aside for the next client before it comes. So that one is
      // accepted, and cannot be connected; those behind it cannot be accepted.
      eventually("an acceptor that waits", Starving::acceptorSleeps);
      Process limit = nothingCanBeOpened();
      for (SocketChannel client : clients) {
        client.connect(plain.tunnel.address());
      }
      System.out.println(name(plain.events.await(TunnelEvent.ConnectFailed.class).failure()));
      plain.events.await(TunnelEvent.AcceptBackoff.class, 4);
      limit.outputWriter().close();
      limit.waitFor();
      for (SocketChannel client : clients) {
        client.close();
      }
    }

    /** Until the process gets the end of its stdin. No number that comes back can be used again. */
    private static Process nothingCanBeOpened() throws IOException {
      String script =
          "before=$(ulimit -Sn); prlimit --pid $0 --nofile=0: && echo done; read end;"
              + " prlimit --pid $0 --nofile=$before:";
      String self = Long.toString(ProcessHandle.current().pid());
      Process shell = new ProcessBuilder("sh", "-c", script, self).start();
      if (!"done".equals(shell.inputReader().readLine())) {
        throw new IOException("the limit could not be set");
      }
      return shell;
    }

    private static boolean acceptorSleeps() throws IOException {
      try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
        for (Path thread : threads.toList()) {
          if (Files.readString(thread.resolve("stat")).matches("(?s)\\d+ \\(accept\\) S .*")) {
            return true;
          }
        }
        return false;
      }
    }

    private static String name(ConnectFailure failure) {
      return failure.getClass().getSimpleName();
    }

    /** One connection after the other, each until it has said something or ends. */
    private static void echo(ServerSocket server) {
      while (!server.isClosed()) {
        try (Socket next = server.accept()) {
          next.getOutputStream().write(next.getInputStream().read());
        } catch (IOException e) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }

    private static boolean isServed(PlainTunnel plain) {
      try (Socket client = plain.connect()) {
        client.getOutputStream().write(42);
        return client.getInputStream().read() == 42;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
