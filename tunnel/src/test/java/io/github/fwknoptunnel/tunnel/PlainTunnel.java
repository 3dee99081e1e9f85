package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** A tunnel without a knock, and the server behind it. */
final class PlainTunnel implements AutoCloseable {
  final Events events = new Events();
  final ServerSocket server;
  final Tunnel tunnel;

  private PlainTunnel(ServerSocket server, TunnelConfig config) throws IOException {
    this.server = server;
    this.tunnel = Tunnel.open(config, events);
  }

  private PlainTunnel(ServerSocket server, Mode mode, RelayConfig policy) throws IOException {
    this(server, config(server.getLocalPort(), mode, policy));
  }

  static PlainTunnel open() throws IOException {
    return open(Mode.MULTI, RelayConfig.DEFAULT);
  }

  static PlainTunnel open(Mode mode, RelayConfig policy) throws IOException {
    return new PlainTunnel(Peers.server(), mode, policy);
  }

  /** With another configuration, made from the usual one. */
  static PlainTunnel open(UnaryOperator<TunnelConfig> change) throws IOException {
    ServerSocket server = Peers.server();
    return new PlainTunnel(
        server, change.apply(config(server.getLocalPort(), Mode.MULTI, RelayConfig.DEFAULT)));
  }

  /** With other limits for its clients. */
  static PlainTunnel open(TunnelConfig.ClientLimits limits) throws IOException {
    return open(plain -> plain.toBuilder().limits(limits).build());
  }

  /** With a server whose connections take little in before they are read. */
  static PlainTunnel withSmallServer(int receiveBuffer) throws IOException {
    return new PlainTunnel(Peers.server(receiveBuffer), Mode.MULTI, RelayConfig.DEFAULT);
  }

  static TunnelConfig config(int port, Mode mode, RelayConfig policy) throws IOException {
    return TunnelConfig.builder("127.0.0.1", port).mode(mode).relay(policy).build();
  }

  Socket connect() throws IOException {
    return Peers.connect(tunnel.address());
  }

  /** A client that takes little in before it reads. */
  Socket connectSmall(int receiveBuffer) throws IOException {
    return Peers.connect(tunnel.address(), receiveBuffer);
  }

  Socket accept() throws IOException {
    return Peers.accept(server);
  }

  /** The server's end of the first connection, once the relay has it too. */
  Socket acceptFirst() throws Exception {
    Socket accepted = accept();
    events.await(TunnelEvent.Connected.class);
    return accepted;
  }

  TunnelEvent.Closed closed() throws Exception {
    return events.await(TunnelEvent.Closed.class);
  }

  @Override
  public void close() throws IOException {
    tunnel.close();
    server.close();
  }
}
