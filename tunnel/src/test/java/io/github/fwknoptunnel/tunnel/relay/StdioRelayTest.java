package io.github.fwknoptunnel.tunnel.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipes as stdin and stdout, a real connection, and how each of them may end. */
@Timeout(180)
class StdioRelayTest {
  private static final int MEBIBYTE = 1 << 20;

  private Pipe in;
  private Pipe out;
  private SocketChannel channel;
  private Socket remote;
  private FutureTask<StdioRelay.Result> relay;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    in = Pipe.open();
    out = Pipe.open();
    try (ServerSocket server = Peers.server()) {
      channel = SocketChannel.open(server.getLocalSocketAddress());
      remote = Peers.accept(server);
    }
    relay =
        new FutureTask<>(
            new StdioRelay(channel, in.source(), out.sink(), new Ends(false, false))::run);
    thread = Thread.ofPlatform().unstarted(relay);
  }

  @AfterEach
  void end() throws IOException {
    channel.close();
    remote.close();
    in.sink().close();
    in.source().close();
    out.source().close();
    out.sink().close();
  }

  private void input(String text) throws IOException {
    in.sink().write(ByteBuffer.wrap(text.getBytes()));
  }

  private byte[] output() throws IOException {
    return Channels.newInputStream(out.source()).readAllBytes();
  }

  @Test
  void bothWaysAreCountedAndTheClientEndedFirst() throws Exception {
    thread.start();
    input("question");
    in.sink().close();
    assertEquals("question", new String(remote.getInputStream().readAllBytes()));
    remote.getOutputStream().write("the answer".getBytes());
    remote.shutdownOutput();
    assertEquals("the answer", new String(output()));
    assertEquals(CloseReason.CLIENT_CLOSED, relay.get().reason());
    assertEquals(new ByteCounts(8, 10), relay.get().bytes());
    assertTrue(relay.get().failure().isEmpty());
  }

  @Test
  void theRemoteSideEndedFirstAndStdinStaysOpen() throws Exception {
    thread.start();
    remote.shutdownOutput();
    assertArrayEquals(new byte[0], output());
    assertEquals(CloseReason.REMOTE_CLOSED, relay.get().reason());
  }

  @Test
  void aResetOfTheRemoteSideIsOne() throws Exception {
    thread.start();
    Peers.reset(remote);
    assertEquals(CloseReason.REMOTE_RESET, relay.get().reason());
    assertTrue(relay.get().failure().isPresent());
  }

  @Test
  void anOutputThatNobodyReadsEndsIt() throws Exception {
    thread.start();
    out.source().close();
    remote.getOutputStream().write(1);
    assertEquals(CloseReason.CLIENT_RESET, relay.get().reason());
  }

  @Test
  void streamsThatDoNotBlockLoseNothingSeed3() throws Exception {
    in.source().configureBlocking(false);
    out.sink().configureBlocking(false);
    thread.start();
    RandomData data = new RandomData(3, MEBIBYTE);
    Thread.ofPlatform().start(new FutureTask<>(data.writing(remote.getOutputStream(), () -> 9999)));
    assertEquals(data.sha256(), data.reading(Channels.newInputStream(out.source())).call());
    FutureTask<Void> up =
        new FutureTask<>(data.writing(Channels.newOutputStream(in.sink()), () -> 9999));
    Thread.ofPlatform().start(up);
    assertEquals(data.sha256(), data.reading(remote.getInputStream()).call());
  }

  @Test
  void anInterruptEndsTheWait() {
    thread.start();
    thread.interrupt();
    ExecutionException e = assertThrows(ExecutionException.class, relay::get);
    assertTrue(e.getCause() instanceof InterruptedException, e::toString);
  }

  private record Ends(boolean isInputHungUp, boolean isOutputBroken)
      implements StdioRelay.StreamEnds {}

  @Test
  void aMuteConnectionIsGivenUpWhenNobodyWaitsForIt() throws Exception {
    in.sink().close();
    StdioRelay abandoned = new StdioRelay(channel, in.source(), out.sink(), new Ends(true, true));
    StdioRelay.Result result = abandoned.run();
    assertEquals(CloseReason.CLIENT_RESET, result.reason());
    assertTrue(channel.getOption(StandardSocketOptions.SO_KEEPALIVE));
  }
}
