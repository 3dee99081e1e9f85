package io.github.fwknoptunnel.tunnel.relay;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A client that a relay has taken over, as its own program sees it, and how it ended. */
final class RelayedClient implements RelayListener, AutoCloseable {
  final Socket client;
  final RelaySession pair;
  private final List<CloseReason> endings = new CopyOnWriteArrayList<>();

  RelayedClient(Relay relay) throws IOException {
    this(relay::register);
  }

  RelayedClient(BiFunction<SocketChannel, RelayListener, RelaySession> relay) throws IOException {
    try (ServerSocketChannel port = ServerSocketChannel.open()) {
      port.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      client = Peers.connect((InetSocketAddress) port.getLocalAddress());
      pair = relay.apply(port.accept(), this);
    }
  }

  @Override
  public void ended(CloseReason ending, ByteCounts totals) {
    endings.add(ending);
  }

  CloseReason ending() throws Exception {
    eventually("the end", () -> !endings.isEmpty());
    return endings.getFirst();
  }

  boolean goesOn() {
    return endings.isEmpty();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
