package io.github.fwknoptunnel.spa.testing;

import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A server for tests: a service on a loopback port that drops connection attempts until a valid SPA
 * packet has come, as a host behind fwknopd does. Needs Linux, but neither root nor a firewall.
 *
 * <pre>{@code
 * try (FakeFwknopd server = FakeFwknopd.start()) {
 *   Path keyFile = server.writeKeyFile(directory.resolve("keys"));
 *   // … knock at server.address() for server.port() …
 *   assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(TIMEOUT).result());
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link #close} ends it and wipes its keys.
 */
public final class FakeFwknopd implements AutoCloseable {
  private static final int MAX_PACKET = 1500;

  private final FakeFwknopdBuilder settings;
  private final SpaKeys keys;
  private final PacketEvaluator judge;
  private final DatagramSocket socket;
  private final InetSocketAddress address;
  private final Map<Integer, GuardedService> services;
  private final PortSchedule openings = new PortSchedule();
  private final AtomicInteger toLose;
  private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Verdict> unread = new LinkedBlockingQueue<>();

  /** What answers the clients that got through. */
  @FunctionalInterface
  public interface Service {
    /** Sends everything back until the client ends its stream. */
    Service ECHO = client -> client.getInputStream().transferTo(client.getOutputStream());

    /**
     * Serves one client, on a thread of its own.
     *
     * @param client is closed when this returns
     * @throws IOException if the client leaves early; ignored
     */
    void serve(Socket client) throws IOException;
  }

  FakeFwknopd(FakeFwknopdBuilder settings) throws IOException {
    this.settings = settings;
    keys = settings.newKeys();
    toLose = new AtomicInteger(settings.losing);
    services = new LinkedHashMap<>();
    InetAddress host = InetAddress.getByName(settings.host);
    for (int i = 0; i < settings.ports; i++) {
      GuardedService service = new GuardedService(settings.service, host);
      services.put(service.number(), service);
    }
    judge =
        new PacketEvaluator(
            new SpaOpener(keys, settings.suite),
            PacketEvaluator.Policy.allowing(
                services.keySet().stream().map(PortSpec::tcp).collect(Collectors.toSet())),
            settings.clock);
    socket = new DatagramSocket(0, host);
    address = (InetSocketAddress) socket.getLocalSocketAddress();
    Thread.ofPlatform().name("fake-fwknopd").daemon().start(this::receive);
  }

  /**
   * Starts a server with random keys and one port, behind which an echo service listens; the caller
   * closes it.
   */
  public static FakeFwknopd start() throws IOException {
    return builder().start();
  }

  /**
   * Creates a builder, for servers that are slow or lossy, or have several ports, a wrong clock,
   * another service or another access time.
   */
  public static FakeFwknopdBuilder builder() {
    return new FakeFwknopdBuilder();
  }

  /** Where packets go, over UDP. */
  public InetSocketAddress address() {
    return address;
  }

  /** The number of the (first) guarded port. */
  public int port() {
    return ports().getFirst();
  }

  /** The numbers of all guarded ports. */
  public List<Integer> ports() {
    return List.copyOf(services.keySet());
  }

  /** The keys of the server, which it owns: {@link #close} wipes them. */
  public SpaKeys keys() {
    return keys;
  }

  /**
   * Writes a key file that only its owner can read, and returns {@code file}, which must not exist
   * yet.
   */
  public Path writeKeyFile(Path file) throws IOException {
    return settings.writeKeyFile(file);
  }

  /** Whether connections get through to this port now. */
  public boolean isOpen(int port) {
    return service(port).isOpen();
  }

  /** How many connections the service has accepted. */
  public int connections(int port) {
    return service(port).connections();
  }

  /** What was decided about each packet so far, in order. */
  public List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /**
   * Waits for the next verdict that this method has not returned yet. When it returns {@link
   * Verdict.Result#ACCEPTED}, the ports are already open.
   *
   * @throws TimeoutException if there is none in this time
   */
  public Verdict nextVerdict(Duration time) throws InterruptedException, TimeoutException {
    Verdict next = unread.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new TimeoutException("no packet in " + time + "; before: " + verdicts);
    }
    return next;
  }

  private GuardedService service(int port) {
    GuardedService service = services.get(port);
    if (service == null) {
      throw new IllegalArgumentException("port " + port + " is none of " + services.keySet());
    }
    return service;
  }

  private void receive() {
    DatagramPacket datagram = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    try {
      while (true) {
        datagram.setLength(MAX_PACKET);
        socket.receive(datagram);
        SpaPacket packet =
            new SpaPacket(
                new String(
                    datagram.getData(), 0, datagram.getLength(), StandardCharsets.ISO_8859_1));
        openings.handle(settings.capture, () -> handle(packet));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void handle(SpaPacket packet) throws IOException {
    Verdict verdict =
        toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0
            ? Verdict.of(Verdict.Result.LOST)
            : judge.judge(packet);
    // Before the ports open: a client that got through finds the verdict of its packet.
    verdicts.add(verdict);
    if (verdict.result() == Verdict.Result.ACCEPTED) {
      SpaFields fields = verdict.packet().orElseThrow().fields();
      Duration time =
          fields.clientTimeout().filter(wished -> !wished.isZero()).orElse(settings.accessTime);
      for (PortSpec port : opened(PacketEvaluator.ports(fields))) {
        openings.open(service(port.port()), time);
      }
    }
    unread.add(verdict);
  }

  private List<PortSpec> opened(List<PortSpec> requested) {
    return settings.onePort ? requested.subList(0, 1) : new ArrayList<>(requested);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    openings.close();
    for (GuardedService service : services.values()) {
      service.close();
    }
    keys.close();
  }
}
