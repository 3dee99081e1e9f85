package io.github.fwknoptunnel.tunnel.soak;

import io.github.fwknoptunnel.tunnel.testing.Eventually;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a byte ever reaches a connection that it does not belong to. Every word that is sent
 * names its connection and its place in it. Clients stream, converse, reset in the middle of a
 * burst and connect again from the same port, while the program is stopped and continued.
 */
final class Crosstalk {
  private static final int CLIENTS = 2000;

  /** Of all clients: these stream, reset and take the same port again. The others converse. */
  private static final int STREAMS = 40;

  private static final int WORD = 2 * Integer.BYTES;

  /** Above what the relay copies before it splices. */
  private static final int SMALL_PIECES = 20;

  private static final int SMALL_PIECE = 30_000 / WORD * WORD;
  private static final int BURST = 1 << 20;

  private final ServerSocket server = Peers.server(1 << 20);
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger astray = new AtomicInteger();
  private final long seed;
  private volatile boolean over;
  private int port;

  private Crosstalk(long seed) throws IOException {
    this.seed = seed;
  }

  /** Launcher, minutes, seed. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMillis((long) (60_000 * Double.parseDouble(arguments[1])));
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    System.out.println("crosstalk for " + time.toSeconds() + " s, seed " + seed);
    boolean passed = new Crosstalk(seed).run(Path.of(arguments[0]), time);
    System.out.println(passed ? "crosstalk: passed" : "crosstalk: FAILED");
    System.exit(passed ? 0 : 1);
  }

  private boolean run(Path launcher, Duration time) throws Exception {
    Thread.ofPlatform().daemon().start(this::acceptAll);
    Process program = start(launcher);
    try {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        clients.add(Thread.ofVirtual().start(() -> client(number)));
      }
      stall(program.pid(), time);
      over = true;
      for (Thread client : clients) {
        client.join(Duration.ofSeconds(30));
      }
    } finally {
      program.destroy();
      program.waitFor();
    }
    System.out.printf(
        "%d connections, %d resets, %d answers, %d words astray%n",
        ids.get(), resets.get(), answers.get(), astray.get());
    return astray.get() == 0 && resets.get() > 0 && answers.get() > 0;
  }

  private Process start(Path launcher) throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String forward = port + ":127.0.0.1:" + server.getLocalPort();
    Process program =
        new ProcessBuilder(launcher.toString(), "--no-rc-file", "-L", forward)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Eventually.eventually("the program listens", () -> listens());
    return program;
  }

  private boolean listens() {
    try (Socket first = connect(0)) {
      return first.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops the program for a moment again and again, as a suspend or a busy machine does. */
  private void stall(long pid, Duration time) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(50, 400)));
      signal("STOP", pid);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(5, 60)));
      signal("CONT", pid);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
  }

  private void client(int number) {
    SplittableRandom random = new SplittableRandom(seed + number);
    int again = 0;
    while (!over) {
      try (Socket socket = connect(again)) {
        again = 0;
        if (number < STREAMS) {
          again = streamAndReset(socket, random);
        } else {
          converse(socket, random);
        }
      } catch (IOException e) {
        again = 0; // The port is taken, or the program was stopped for too long: another one.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private Socket connect(int from) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      InetAddress loopback = InetAddress.getByName("127.0.0.1");
      socket.bind(new InetSocketAddress(loopback, from));
      socket.connect(new InetSocketAddress(loopback, port), 10_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The port, to be used again at once. */
  private int streamAndReset(Socket socket, SplittableRandom random) throws IOException {
    Words words = new Words(ids.incrementAndGet());
    for (int i = 0; i < SMALL_PIECES; i++) {
      socket.getOutputStream().write(words.next(SMALL_PIECE));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    socket.getOutputStream().write(words.next(random.nextInt(1, BURST / WORD) * WORD));
    int from = socket.getLocalPort();
    Peers.reset(socket);
    resets.incrementAndGet();
    return from;
  }

  /** Each word comes back before the next one goes. */
  private void converse(Socket socket, SplittableRandom random) throws IOException {
    socket.setSoTimeout(20_000);
    // A negative number asks for answers.
    Words words = new Words(-ids.incrementAndGet());
    for (int i = random.nextInt(1, 40); i > 0 && !over; i--) {
      byte[] sent = words.next(WORD);
      socket.getOutputStream().write(sent);
      byte[] back = socket.getInputStream().readNBytes(WORD);
      if (back.length == WORD && ByteBuffer.wrap(back).compareTo(ByteBuffer.wrap(sent)) != 0) {
        astray("an answer of another connection came back");
      }
      answers.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 300)));
    }
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> check(client));
      } catch (IOException e) {
        // Nobody came for a while.
      }
    }
  }

  private void check(Socket client) {
    byte[] buffer = new byte[1 << 16];
    try (client) {
      int held = 0;
      Words expected = null;
      for (int count = read(client, buffer, held); count > 0; count = read(client, buffer, held)) {
        int whole = (held + count) / WORD * WORD;
        ByteBuffer words = ByteBuffer.wrap(buffer, 0, whole);
        if (expected == null && whole > 0) {
          expected = new Words(words.getInt(0));
        }
        if (expected != null && whole > 0 && !expected.matches(words)) {
          astray("connection " + expected.id + " got bytes of another one");
          return;
        }
        if (expected != null && expected.id < 0) {
          client.getOutputStream().write(buffer, 0, whole);
        }
        held = held + count - whole;
        System.arraycopy(buffer, whole, buffer, 0, held);
      }
    } catch (IOException e) {
      // A reset that was passed on.
    }
  }

  private static int read(Socket client, byte[] buffer, int at) throws IOException {
    return client.getInputStream().read(buffer, at, buffer.length - at);
  }

  private void astray(String what) {
    astray.incrementAndGet();
    System.out.println("astray: " + what);
  }

  /** The words of one connection, in their order. */
  private static final class Words {
    private final int id;
    private int next;

    Words(int id) {
      this.id = id;
    }

    byte[] next(int bytes) {
      ByteBuffer words = ByteBuffer.allocate(bytes);
      while (words.hasRemaining()) {
        words.putInt(id).putInt(next++);
      }
      return words.array();
    }

    boolean matches(ByteBuffer words) {
      while (words.hasRemaining()) {
        if (words.getInt() != id || words.getInt() != next++) {
          return false;
        }
      }
      return true;
    }
  }
}
