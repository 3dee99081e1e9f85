package io.github.fwknoptunnel.cli.process;

import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** {@code connect} and the server that it reached, with a knock or without. */
record ConnectedPeers(Connect connect, Socket server) implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  static ConnectedPeers plain() throws IOException {
    try (ServerSocket port = Peers.server()) {
      Connect connect = Connect.to(port.getLocalPort());
      return new ConnectedPeers(connect, patient(port.accept()));
    }
  }

  static ConnectedPeers knocking(Path directory) throws Exception {
    try (FakeFirewall gate = new FakeFirewall()) {
      Connect connect = Connect.to(gate.port(), gate.options(directory));
      return new ConnectedPeers(connect, patient(gate.accept()));
    }
  }

  private static Socket patient(Socket accepted) throws IOException {
    accepted.setSoTimeout(PATIENCE_MS);
    accepted.setTcpNoDelay(true);
    return accepted;
  }

  /** Stdin, where each write is one of the pipe: a process's stream would gather them. */
  OutputStream stdin() {
    return new FilterOutputStream(connect.in()) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        out.flush();
      }
    };
  }

  InputStream stdout() {
    return connect.out();
  }

  @Override
  public void close() throws IOException {
    connect.close();
    server.close();
  }
}
