package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** A tunnel that runs out of file descriptors goes on when there are some again. */
@Timeout(60)
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
    assertEquals("starved, then served\n", output);
  }

  /** The program itself: lowers its own limit, hoards sockets, lets go of them. */
  static final class Starving {
    private static final int SPARE = 20;

    private Starving() {}

    public static void main(String[] none) throws Exception {
      try (PlainTunnel plain = PlainTunnel.open()) {
        serve(plain);
        plain.events.await(TunnelEvent.Connected.class);
        loadClasses();
        setLimit(Resources.now().descriptors() + SPARE);
        for (Socket socket : hoard(plain)) {
          socket.close();
        }
        // This process is client, tunnel and server: what the hoard held comes back bit by bit.
        eventually("service again", () -> serves(plain));
        System.out.println("starved, then served");
      }
    }

    /** A class that is needed for the first time cannot be read without a descriptor. */
    private static void loadClasses() {
      List.of(
          new TunnelEvent.Paused(new IOException(), Duration.ZERO),
          new TunnelEvent.NotOpened(0, new OpenFailure.OutOfDescriptors(new IOException())));
    }

    private static void setLimit(long limit) throws Exception {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder(PRLIMIT.toString(), "--pid", self, "--nofile=" + limit)
          .inheritIO()
          .start()
          .waitFor();
    }

    private static List<Socket> hoard(PlainTunnel plain) throws Exception {
      List<Socket> clients = new ArrayList<>();
      try {
        while (clients.size() < 10 * SPARE) {
          clients.add(plain.connect());
        }
        throw new AssertionError("the limit is not kept");
      } catch (SocketException e) {
        plain.events.await(TunnelEvent.Paused.class, 3);
      }
      return clients;
    }

    private static boolean serves(PlainTunnel plain) throws Exception {
      try {
        serve(plain);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    private static void serve(PlainTunnel plain) throws Exception {
      try (Socket client = plain.connect()) {
        client.getOutputStream().write(1);
        // Those of the hoard come first; they have nothing to say.
        for (int said = -1; said != 1; ) {
          try (Socket server = plain.accept()) {
            said = said(server);
          }
        }
      }
    }

    private static int said(Socket server) {
      try {
        return server.getInputStream().read();
      } catch (IOException reset) {
        return -1;
      }
    }
  }
}
