package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.Way;
import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import java.io.Closeable;
import java.io.FileInputStream;
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
    assertEquals("OutOfDescriptors\nserved again\n", output);
  }

  /** The program itself: lowers its own limit, takes all there is, lets go of it. */
  static final class Starving {
    private static final int SPARE = 20;
    private static final int WAITING = 5;

    private Starving() {}

    public static void main(String[] none) throws Exception {
      try (PlainTunnel plain = PlainTunnel.open()) {
        Thread.ofPlatform().daemon().start(() -> echo(plain.server));
        eventually("service", () -> isServed(plain));
        // Its descriptors, given back later, would be there when none is to be.
        plain.events.await(TunnelEvent.Closed.class);
        loadClasses(plain);
        setLimit(Resources.now().descriptors() + SPARE);
        starve(plain);
        eventually("service again", () -> isServed(plain));
        System.out.println("served again");
      }
    }

    /** A class that is needed for the first time cannot be read without a descriptor. */
    private static void loadClasses(PlainTunnel plain) {
      plain.events.happened(new TunnelEvent.Paused(new IOException(), Duration.ZERO));
      Way.Connect way = new Way.Connect(List.of(plain.tunnel.address()), Duration.ZERO, false);
      ConnectFailures.explain(way, new IOException("Too many open files"));
      new TunnelEvent.NotOpened(0, new OpenFailure.OutOfDescriptors(new IOException()));
    }

    private static void starve(PlainTunnel plain) throws Exception {
      List<Closeable> hoard = new ArrayList<>();
      for (int i = 0; i < WAITING; i++) {
        hoard.add(SocketChannel.open());
      }
      takeTheRest(hoard);
      for (Closeable client : hoard.subList(0, WAITING)) {
        ((SocketChannel) client).connect(plain.tunnel.address());
      }
      plain.events.await(TunnelEvent.Paused.class, 4);
      // Enough to accept one client and not to connect it.
      hoard.removeLast().close();
      System.out.println(name(plain.events.await(TunnelEvent.NotOpened.class).failure()));
      for (Closeable taken : hoard) {
        taken.close();
      }
    }

    private static String name(OpenFailure failure) {
      return failure.getClass().getSimpleName();
    }

    private static void takeTheRest(List<Closeable> hoard) {
      try {
        while (true) {
          hoard.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException e) {
        // That was the last one.
      }
    }

    private static void setLimit(long limit) throws Exception {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder(PRLIMIT.toString(), "--pid", self, "--nofile=" + limit)
          .inheritIO()
          .start()
          .waitFor();
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
