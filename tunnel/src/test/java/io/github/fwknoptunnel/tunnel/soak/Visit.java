package io.github.fwknoptunnel.tunnel.soak;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One connection of a client: it sends random bytes and compares what comes back with them, one by
 * one.
 *
 * @param seed tells the bytes and the sizes again
 */
record Visit(Route route, long seed, Tally tally) {
  private static final int MAX_BYTES = 1_000_000;

  /** One client in so many resets in the middle instead of ending in good order. */
  private static final int RESETS = 10;

  void make() {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] data = new byte[random.nextInt(1, random.nextBoolean() ? 2000 : MAX_BYTES)];
    random.nextBytes(data);
    boolean resets = random.nextInt(RESETS) == 0;
    try (Socket socket = Peers.connect(route.tunnel().address())) {
      if (resets) {
        leave(socket, data);
      } else {
        exchange(socket, data, random);
      }
    } catch (IOException e) {
      tally.unexpected(route.name() + ", seed " + seed + ": " + e);
    }
  }

  /** Goes in the middle; where the way is bad, the tunnel may have gone first. */
  private void leave(Socket socket, byte[] data) throws IOException {
    try {
      socket.getOutputStream().write(data, 0, data.length / 2);
      Peers.reset(socket);
    } catch (IOException e) {
      if (route.expected() == Route.Expected.WHOLE) {
        throw e;
      }
    }
    tally.visited(route, 0);
  }

  private void exchange(Socket socket, byte[] data, SplittableRandom random) {
    Thread sender = Thread.ofVirtual().start(() -> send(socket, data, random.split()));
    Echo echo = Echo.read(socket, data);
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tally.visited(route, echo.length());
    judge(echo, data);
  }

  private void judge(Echo echo, byte[] data) {
    boolean asExpected =
        switch (route.expected()) {
          case WHOLE -> echo.length() == data.length && echo.orderly();
          case PART -> true;
          case NOTHING -> echo.length() == 0;
        };
    if (!echo.exact()) {
      tally.wrongByte(route.name() + ", seed " + seed + ": after " + echo.length() + " bytes");
    } else if (!asExpected) {
      tally.unexpected(route.name() + ", seed " + seed + ": " + echo + " of " + data.length);
    }
  }

  private static void send(Socket socket, byte[] data, SplittableRandom random) {
    try {
      for (int at = 0; at < data.length; ) {
        int count = Math.min(random.nextInt(1, 200_000), data.length - at);
        socket.getOutputStream().write(data, at, count);
        at += count;
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      // The way broke; what came back tells whether it was allowed to.
    }
  }

  /**
   * What came back.
   *
   * @param exact each byte is the one that was sent
   * @param orderly the stream ended, and was not reset
   */
  private record Echo(int length, boolean exact, boolean orderly) {
    static Echo read(Socket socket, byte[] data) {
      byte[] buffer = new byte[64 * 1024];
      int length = 0;
      try {
        while (true) {
          int count = socket.getInputStream().read(buffer);
          if (count < 0) {
            return new Echo(length, true, true);
          }
          if (!matches(buffer, count, data, length)) {
            return new Echo(length, false, true);
          }
          length += count;
        }
      } catch (IOException e) {
        return new Echo(length, true, false);
      }
    }

    private static boolean matches(byte[] buffer, int count, byte[] data, int at) {
      return at + count <= data.length && Arrays.equals(buffer, 0, count, data, at, at + count);
    }
  }
}
