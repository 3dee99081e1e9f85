package io.github.fwknoptunnel.cli.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for a port that opens, that stays silent, and for a person who has had enough. */
@Timeout(120)
class KnockWaitProcessTest {
  @TempDir Path directory;

  private RunningProgram knock(String port, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("knock", "-D", "127.0.0.1", "-A", "tcp/" + port));
    words.addAll(List.of("--key-file", KeyFiles.write(directory).toString()));
    words.addAll(List.of(more));
    return RunningProgram.start(words.toArray(String[]::new));
  }

  @Test
  void returnsWhenThePortIsOpen() throws IOException, InterruptedException {
    String port = EchoServer.closedPort();
    try (RunningProgram knock = knock(port, "--wait")) {
      knock.awaitLine("asking 127.0.0.1:62201 to open tcp/" + port);
      InetAddress local = InetAddress.getLoopbackAddress();
      try (ServerSocket opened = new ServerSocket(Integer.parseInt(port), 50, local)) {
        assertEquals(0, knock.awaitExit());
        String last = knock.seen().getLast();
        assertTrue(
            last.matches(
                "127\\.0\\.0\\.1:%d is open after [\\d.]+ m?s: 1 knock, \\d+ probes?"
                    .formatted(opened.getLocalPort())),
            last);
        assertEquals("", knock.out());
      }
    }
  }

  @Test
  void keepsKnockingUntilASignal() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RunningProgram knock = knock("22", "-p", "" + server.getLocalPort(), "--keep=1s")) {
      Set<String> packets = new HashSet<>();
      while (packets.size() < 3) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        server.receive(packet);
        assertTrue(packets.add(new String(packet.getData(), 0, packet.getLength(), US_ASCII)));
      }
      knock.terminate();
      assertEquals(143, knock.awaitExit());
    }
  }

  /** As at the start of a machine, before there is a network. */
  @Test
  void aPacketThatCannotBeSentIsReportedAndTheNextOneTried() throws Exception {
    try (RunningProgram first = knock("22", "-D", "nowhere.invalid", "--keep=1s")) {
      for (int i = 0; i < 2; i++) {
        first.awaitLine(
            "warning: the name nowhere.invalid cannot be resolved; the next packet is due in 1 s");
      }
      first.terminate();
      assertEquals(143, first.awaitExit());
    }
  }

  @Test
  void keepingAPortOpenFailsWhenItStaysClosed() throws Exception {
    InetSocketAddress address = ReservedPort.next();
    ServerSocket open = new ServerSocket(address.getPort(), 50, address.getAddress());
    String port = "" + open.getLocalPort();
    try (RunningProgram knock = knock(port, "--keep=1s", "--wait=300ms")) {
      knock.awaitLine("127.0.0.1:" + port + " is open after");
      open.close();
      assertEquals(5, knock.awaitExit());
      assertTrue(knock.seen().contains("error: 127.0.0.1:" + port + " refuses connections"));
    } finally {
      open.close();
    }
  }

  @Test
  void saysIfThePortWasOpenBefore() throws IOException, InterruptedException {
    try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RunningProgram knock = knock("" + open.getLocalPort(), "--wait")) {
      assertEquals(0, knock.awaitExit());
      String last = knock.seen().getLast();
      assertTrue(last.endsWith("1 knock, 1 probe; it was open before the knock"), last);
    }
  }

  /** One packet to each of two servers: none is sent again. */
  @Test
  void aPacketToAnotherServerIsNotSentAgain() throws Exception {
    String port = "" + ReservedPort.next().getPort();
    String hosts = "127.0.0.1,127.0.0.2";
    String keys = KeyFiles.write(directory).toString();
    try (RunningProgram knock =
        RunningProgram.start(
            "knock", "--wait=3", "-remote-host", hosts, "-A", "tcp/" + port, "--key-file", keys)) {
      knock.awaitLine("bytes to 127.0.0.2:62201, asking");
    }
  }

  /** A port that answers nothing: its queue is full. */
  private static List<SocketChannel> fill(ServerSocket silent) throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()));
      waiting.add(channel);
    }
    return waiting;
  }

  @Test
  void tellsWhatItSawWhenThePortStaysSilent() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> waiting = fill(silent);
      try (RunningProgram knock = knock("" + silent.getLocalPort(), "--wait=4s")) {
        assertEquals(5, knock.awaitExit());
        assertEquals(2, knock.seen().stream().filter(line -> line.startsWith("sent ")).count());
        String second = knock.seen().get(1);
        assertTrue(second.matches("sent \\d+ bytes to 127.0.0.1:62201 again, packet 2"), second);
        knock.seen().forEach(line -> assertTrue(line.matches("(sent|error:|hint:) .*"), line));
        String error = knock.seen().get(2);
        // On a busy machine it waits longer than it was told.
        assertTrue(error.matches("error: 127.* gave no answer in [0-9.]+ s after 2 knocks"), error);
      }
      waiting.forEach(KnockWaitProcessTest::close);
    }
  }

  @Test
  void packetsToARandomPortAreTheFirstSuspect() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> waiting = fill(silent);
      try (RunningProgram knock = knock("" + silent.getLocalPort(), "-r", "--wait=500ms")) {
        assertEquals(5, knock.awaitExit());
        String hint = knock.seen().getLast();
        assertTrue(
            hint.startsWith(
                "hint: possible causes, most likely first: fwknopd of current Debian and Ubuntu"
                    + " captures UDP port 62201"),
            hint);
      }
      waiting.forEach(KnockWaitProcessTest::close);
    }
  }

  /** The address that the user named may not be that which the server sees. */
  @Test
  void anAddressThatWasNamedIsTheFirstSuspect() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> waiting = fill(silent);
      try (RunningProgram knock =
          knock("" + silent.getLocalPort(), "-a", "192.0.2.9", "--wait=500ms")) {
        assertEquals(5, knock.awaitExit());
        String hint = knock.seen().getLast();
        assertTrue(
            hint.startsWith(
                "hint: possible causes, most likely first: the server sees the packet and the"
                    + " connection from different addresses"),
            hint);
      }
      waiting.forEach(KnockWaitProcessTest::close);
    }
  }

  @Test
  void aSignalEndsTheWait() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> waiting = fill(silent);
      for (var signal : List.of(List.of("TERM", 143), List.of("INT", 130))) {
        try (RunningProgram knock = knock("" + silent.getLocalPort(), "--wait=10m")) {
          knock.awaitLine("sent ");
          knock.signal(signal.getFirst().toString());
          assertEquals(signal.getLast(), knock.awaitExit());
        }
      }
      waiting.forEach(KnockWaitProcessTest::close);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nobody used it.
    }
  }
}
