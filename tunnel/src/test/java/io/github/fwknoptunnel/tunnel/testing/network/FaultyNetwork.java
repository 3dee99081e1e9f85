package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a server that goes wrong as told. Clients connect to {@link #address}; the network
 * connects on to the server, and every byte passes the faults of its direction in their order. The
 * faults may be changed at any time: a connection keeps those it began with.
 *
 * <pre>{@code
 * try (FaultyNetwork network = FaultyNetwork.to(server)) {
 *   network.down(new Latency(Duration.ofMillis(50)), new Slicer(1, 100, 7));
 *   ...
 * }
 * }</pre>
 */
public final class FaultyNetwork implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerSocket port;
  private final AtomicLong connections = new AtomicLong();
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress server;
  private volatile List<Fault> up = List.of();
  private volatile List<Fault> down = List.of();

  private FaultyNetwork(InetSocketAddress server) throws IOException {
    this.server = server;
    this.port = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
  }

  /** A network without faults yet. */
  public static FaultyNetwork to(InetSocketAddress server) throws IOException {
    FaultyNetwork network = new FaultyNetwork(server);
    startThread("network", network::accept);
    return network;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) port.getLocalSocketAddress();
  }

  /** What happens from now on to the bytes from client to server. */
  public FaultyNetwork up(Fault... faults) {
    up = List.of(faults);
    return this;
  }

  /** What happens from now on to the bytes from server to client. */
  public FaultyNetwork down(Fault... faults) {
    down = List.of(faults);
    return this;
  }

  /** Where connections lead to from now on. */
  public void leadTo(InetSocketAddress other) {
    server = other;
  }

  /** Connections so far. */
  public long connections() {
    return connections.get();
  }

  /** Resets every connection that is open. */
  public void resetAll() {
    wires.forEach(Wire::abandon);
  }

  private void accept() {
    while (!port.isClosed()) {
      try {
        lead(port.accept());
      } catch (IOException e) {
        // Closed, or the client has left already.
      }
    }
  }

  private void lead(Socket near) throws IOException {
    Socket far = new Socket();
    Wire wire = new Wire(connections.incrementAndGet(), near, far);
    wires.add(wire);
    try {
      far.connect(server);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
    } catch (IOException e) {
      end(wire);
      return;
    }
    startThread("up-" + wire.number(), () -> pass(near, far, up, wire));
    startThread("down-" + wire.number(), () -> pass(far, near, down, wire));
  }

  private void pass(Socket from, Socket to, List<Fault> faults, Wire wire) {
    try {
      Stage first = chain(faults, to, wire);
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        first.bytes(buffer, 0, count);
      }
      first.end();
    } catch (IOException | InterruptedException e) {
      end(wire);
    }
  }

  private Stage chain(List<Fault> faults, Socket to, Wire wire)
      throws IOException, InterruptedException {
    Stage first = new Delivery(to, () -> directionEnded(wire));
    for (Fault fault : faults.reversed()) {
      first = fault.before(first, wire);
    }
    return first;
  }

  private void directionEnded(Wire wire) throws IOException {
    if (wire.directionEnded()) {
      wires.remove(wire);
    }
  }

  private void end(Wire wire) {
    wires.remove(wire);
    wire.abandon();
  }

  private static void startThread(String name, Runnable task) {
    Thread.ofPlatform().name(name).daemon().start(task);
  }

  @Override
  public void close() throws IOException {
    port.close();
    resetAll();
  }
}
