package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Connects to a target by a relay, which is either a forward to it or a SOCKS5 proxy. */
record SocksClient(RunningRelay relay, boolean proxy) {
  private static final int MESSAGE = 64;
  private static final int BUFFER = 128 * 1024;

  Socket connect() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress entry = new InetSocketAddress(loopback, relay.port());
    Socket socket = proxy ? new Socket(new Proxy(Proxy.Type.SOCKS, entry)) : new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(proxy ? new InetSocketAddress(loopback, relay.target()) : entry);
    return socket;
  }

  /** Bytes a second that the relay takes in for some seconds. */
  double upload(int seconds) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long sent = 0;
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      long end = begin + seconds * 1_000_000_000L;
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(buffer);
        sent += buffer.length;
      }
      return sent * 1e9 / (System.nanoTime() - begin);
    }
  }

  /** Messages a second that come back on one connection. */
  double pingPong(int messages) throws IOException {
    byte[] message = new byte[MESSAGE];
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      for (int i = 0; i < messages; i++) {
        socket.getOutputStream().write(message);
        socket.getInputStream().readNBytes(message, 0, MESSAGE);
      }
      return messages * 1e9 / (System.nanoTime() - begin);
    }
  }

  /** Connections a second, four at a time, that send one byte and have it back. */
  double connects(int each) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      long begin = System.nanoTime();
      Callable<Void> work =
          () -> {
            for (int i = 0; i < each; i++) {
              greet().close();
            }
            return null;
          };
      for (int thread = 0; thread < 4; thread++) {
        running.add(threads.submit(work));
      }
      for (Future<?> one : running) {
        one.get();
      }
      return 4.0 * each * 1e9 / (System.nanoTime() - begin);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Resident KiB of the relay for each of {@code count} idle connections. */
  double idle(int count) throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      double before = rest();
      for (int i = 0; i < count; i++) {
        sockets.add(greet());
      }
      return (rest() - before) / count;
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private double rest() throws IOException, InterruptedException {
    Thread.sleep(1500);
    return relay.residentKib();
  }

  /** A connection that has been answered. */
  private Socket greet() throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(1);
    if (socket.getInputStream().read() != 1) {
      throw new IOException("no echo");
    }
    return socket;
  }
}
