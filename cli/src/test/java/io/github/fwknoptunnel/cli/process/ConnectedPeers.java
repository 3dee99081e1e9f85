package io.github.fwknoptunnel.cli.process;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code connect} and the server that it reached, with a knock or without. */
record ConnectedPeers(Connect connect, Socket server, Closeable listener) implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;

  static ConnectedPeers plain() throws IOException {
    ServerSocket port = Peers.server();
    Connect connect = Connect.to(port.getLocalPort());
    return new ConnectedPeers(connect, withTimeout(port.accept()), port);
  }

  static ConnectedPeers knocking(Path directory) throws Exception {
    BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    CountDownLatch end = new CountDownLatch(1);
    FakeFwknopd server =
        FakeFwknopd.builder()
            .service(client -> {
              accepted.add(client);
              awaitEnd(end);
            })
            .start();
    String keys = server.writeKeyFile(directory.resolve("keys")).toString();
    String spaPort = Integer.toString(server.address().getPort());
    Connect connect = Connect.to(server.port(), "-p", spaPort, "--key-file", keys);
    Socket client = accepted.poll(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    return new ConnectedPeers(
        connect,
        withTimeout(Objects.requireNonNull(client, "no connection after a knock")),
        () -> {
          end.countDown();
          server.close();
        });
  }

  /** The connection stays for as long as its service runs. */
  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Socket withTimeout(Socket accepted) throws IOException {
    accepted.setSoTimeout(TIMEOUT_MS);
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
    listener.close();
  }
}
