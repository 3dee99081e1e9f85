package io.github.fwknoptunnel.tunnel.socket;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port that opens when a packet arrives, and the sockets that a driver would make. */
@Timeout(180)
class KnockingSocketFactoryTest {
  private static final int POOL = 10;

  @TempDir Path directory;

  private final AtomicInteger packets = new AtomicInteger();
  private DatagramSocket fwknopd;
  private SilentPort service;
  private Path keys;

  @BeforeEach
  void listen() throws IOException {
    fwknopd = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    service = new SilentPort();
    keys =
        Files.writeString(
            directory.resolve("keys"), "KEY_BASE64: c3BhLWtleQ==\nHMAC_KEY_BASE64: aG1hYy1rZXk=\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void close() throws IOException {
    fwknopd.close();
    service.close();
  }

  /** Opens the port at the first packet. */
  private void serve() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              fwknopd.receive(new DatagramPacket(new byte[1500], 1500));
              if (packets.incrementAndGet() == 1) {
                service.open();
              }
            }
          } catch (IOException e) {
            // The end of the test.
          }
        });
  }

  private String settings() {
    return "key-file=" + keys + "; server=127.0.0.1:" + fwknopd.getLocalPort();
  }

  private KnockingSocketFactory factory() {
    return new KnockingSocketFactory(settings());
  }

  private InetSocketAddress target() {
    return new InetSocketAddress("127.0.0.1", service.address().getPort());
  }

  /** At a port that has room for all of them at once. */
  @Test
  void aPoolThatConnectsTogetherSendsOnePacketAndTheServerSeesEachSocketOnce() throws Exception {
    try (ServerSocket server = Peers.server()) {
      serve();
      List<FutureTask<Socket>> connects = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        // As pgjdbc does it: a factory for each connection.
        Socket socket = factory().createSocket();
        FutureTask<Socket> connect =
            new FutureTask<>(() -> {
              socket.connect(server.getLocalSocketAddress(), 30_000);
              return socket;
            });
        connects.add(connect);
        Thread.ofPlatform().daemon().start(connect);
      }
      Set<Object> clients = new HashSet<>();
      Set<Object> seen = new HashSet<>();
      for (FutureTask<Socket> connect : connects) {
        clients.add(connect.get().getLocalSocketAddress());
        seen.add(Peers.accept(server).getRemoteSocketAddress());
      }
      assertEquals(clients, seen);
      eventually("a packet", () -> packets.get() == 1);
      for (FutureTask<Socket> connect : connects) {
        connect.get().close();
      }
    }
  }

  @Test
  void optionsThatAreSetBeforeTheConnectionHoldAfterwards() throws Exception {
    serve();
    try (Socket socket = factory().createSocket()) {
      assertFalse(socket.getTcpNoDelay());
      assertEquals(-1, socket.getSoLinger());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoLinger(true, 7);
      socket.setSoTimeout(100);
      socket.setTrafficClass(16);
      assertTrue(socket.getTcpNoDelay());
      assertEquals(100, socket.getSoTimeout());
      assertFalse(socket.isConnected());
      assertThrows(SocketException.class, socket::getInputStream);
      socket.connect(target());
      assertTrue(socket.isConnected() && socket.isBound() && !socket.isClosed());
      assertTrue(socket.getTcpNoDelay());
      assertTrue(socket.getKeepAlive());
      assertEquals(7, socket.getSoLinger());
      assertEquals(16, socket.getTrafficClass());
      assertEquals(100, socket.getSoTimeout());
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      assertTrue(socket.getSendBufferSize() > 0);
      assertEquals(target(), socket.getRemoteSocketAddress());
      assertEquals(target().getPort(), socket.getPort());
      assertEquals(socket.getLocalPort(), socket.getChannel().socket().getLocalPort());
      assertThrows(SocketException.class, () -> socket.connect(target()));
    }
  }

  @Test
  void aHalfCloseAndUrgentDataPassAsWithAnySocket() throws Exception {
    serve();
    try (Socket socket = factory().createSocket("127.0.0.1", target().getPort());
        Socket accepted = service.accept()) {
      accepted.setOOBInline(true);
      socket.sendUrgentData('!');
      assertEquals('!', accepted.getInputStream().read());
      socket.getOutputStream().write("question".getBytes());
      socket.shutdownOutput();
      assertTrue(socket.isOutputShutdown());
      assertEquals("question", new String(accepted.getInputStream().readAllBytes()));
      accepted.getOutputStream().write("answer".getBytes());
      Peers.end(accepted);
      assertEquals("answer", new String(socket.getInputStream().readAllBytes()));
    }
  }

  @Test
  void aClosedSocketIsClosed() throws Exception {
    Socket socket = factory().createSocket();
    socket.close();
    assertTrue(socket.isClosed());
    assertThrows(SocketException.class, socket::getInputStream);
    assertThrows(SocketException.class, () -> socket.setTcpNoDelay(true));
    assertThrows(SocketException.class, () -> socket.connect(target()));
  }

  @Test
  void closingFromAnotherThreadEndsAConnectAtOnceAndLeavesNothingOpen() throws Exception {
    Socket socket = factory().createSocket();
    FutureTask<Boolean> connect =
        new FutureTask<>(() -> {
          SocketException e =
              assertThrows(SocketException.class, () -> socket.connect(target(), 0));
          assertEquals("Socket closed", e.getMessage());
          return Thread.currentThread().isInterrupted();
        });
    Thread.ofPlatform().daemon().start(connect);
    fwknopd.receive(new DatagramPacket(new byte[1500], 1500));
    socket.close();
    assertFalse(connect.get(), "the caller's thread is not left interrupted");
    eventually("no probe is left", () -> TcpTable.connectingTo(service.address().getPort()) == 0);
    assertThrows(SocketException.class, () -> socket.connect(target()));
  }

  @Test
  void anInterruptOfTheCallersIsKept() throws Exception {
    Socket socket = factory().createSocket();
    FutureTask<Boolean> connect =
        new FutureTask<>(() -> {
          assertThrows(IOException.class, () -> socket.connect(target(), 0));
          return Thread.currentThread().isInterrupted();
        });
    Thread thread = Thread.ofPlatform().daemon().start(connect);
    fwknopd.receive(new DatagramPacket(new byte[1500], 1500));
    thread.interrupt();
    assertTrue(connect.get());
    socket.close();
  }

  @Test
  void theTimeOfTheCallerCountsToo() throws Exception {
    try (Socket socket = factory().createSocket()) {
      SocketTimeoutException e =
          assertThrows(SocketTimeoutException.class, () -> socket.connect(target(), 200));
      assertEquals("127.0.0.1:" + target().getPort() + ": no connection in 200 ms", e.getMessage());
      assertFalse(socket.isConnected());
    }
    eventually("no probe is left", () -> TcpTable.connectingTo(service.address().getPort()) == 0);
  }

  @Test
  void aServerThatDoesNotOpenIsToldInTheWordsOfAConnector() throws Exception {
    KnockingSocketFactory factory =
        new KnockingSocketFactory(settings() + ";connect-timeout=300ms");
    ConnectException e =
        assertThrows(
            ConnectException.class, () -> factory.createSocket("127.0.0.1", target().getPort()));
    assertTrue(
        e.getMessage().startsWith("127.0.0.1:" + target().getPort() + " gave no answer"),
        e::toString);
  }

  @Test
  void aKeyFileThatIsMissingIsNamed() throws Exception {
    KnockingSocketFactory factory =
        new KnockingSocketFactory("key-file=" + directory.resolve("none"));
    SocketException e =
        assertThrows(SocketException.class, () -> factory.createSocket("127.0.0.1", 1));
    assertTrue(e.getMessage().contains(directory.resolve("none").toString()), e::toString);
  }

  @Test
  void aClosedFactoryMakesNoMoreSockets() throws Exception {
    serve();
    KnockingSocketFactory factory = factory();
    try (Socket before = factory.createSocket("127.0.0.1", target().getPort());
        Socket accepted = service.accept()) {
      factory.close();
      assertThrows(SocketException.class, factory::createSocket);
      before.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
    }
  }

  @Test
  void aLocalAddressCannotBeChosen() throws Exception {
    try (Socket socket = factory().createSocket()) {
      socket.bind(null);
      socket.bind(new InetSocketAddress(0));
      assertThrows(SocketException.class, () -> socket.bind(new InetSocketAddress("127.0.0.1", 0)));
    }
  }

  @Test
  void aNameThatIsNotKnownIsToldAsSuch() throws Exception {
    try (Socket socket = factory().createSocket()) {
      ConnectException e =
          assertThrows(
              ConnectException.class,
              () -> socket.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
      assertEquals("the name nowhere.invalid cannot be resolved", e.getMessage());
    }
  }

  @Test
  void theSettingsMayComeFromADriversPropertiesOrASystemProperty() throws Exception {
    Properties connection = new Properties();
    connection.setProperty("user", "app");
    assertThrows(IllegalArgumentException.class, () -> new KnockingSocketFactory(connection));
    connection.setProperty("socketFactoryArg", settings());
    new KnockingSocketFactory(connection).close();
    System.setProperty(KnockingSocketFactory.PROPERTY, settings());
    try {
      new KnockingSocketFactory().close();
    } finally {
      System.clearProperty(KnockingSocketFactory.PROPERTY);
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, KnockingSocketFactory::new);
    assertTrue(e.getMessage().startsWith("no settings: "), e::toString);
  }

  @Test
  void aBuilderTakesWhatATextTakes() throws Exception {
    serve();
    try (KnockingSocketFactory factory =
            KnockingSocketFactory.builder()
                .keys(keys)
                .server("127.0.0.1", fwknopd.getLocalPort())
                .access("tcp/" + target().getPort())
                .connectTimeout(Duration.ofMinutes(2))
                .build();
        Socket socket = factory.createSocket("127.0.0.1", target().getPort())) {
      assertEquals(1, packets.get());
      assertTrue(socket.isConnected());
      assertThrows(SocketException.class, () -> factory.createSocket("127.0.0.1", 1));
    }
    KnockingSocketFactory.Builder both =
        KnockingSocketFactory.builder().keys(keys).stanza(keys, "home");
    assertThrows(IllegalArgumentException.class, both::build);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|one of the keys 'stanza' and 'key-file' is needed",
        "stanza=a;key-file=b|one of the keys 'stanza' and 'key-file' is needed",
        "hunter2|a part is not KEY=VALUE (keys: access, connect-timeout, key-file, rc-file, server, stanza)",
        "keyfile=a|unknown key 'keyfile' (keys: access, connect-timeout, key-file, rc-file, server, stanza)",
        "c3BhLWtleQ==|unknown key (keys: access, connect-timeout, key-file, rc-file, server, stanza)",
        "stanza=|key 'stanza' has no value",
        "key-file=a;rc-file=b|key 'rc-file' needs the key 'stanza'",
        "key-file=a;server=b:0|key 'server' is HOST or HOST:PORT, not 'b:0'",
        "key-file=a;server=b:65536|key 'server' is HOST or HOST:PORT, not 'b:65536'",
        "key-file=a;access=22|key 'access' is a list such as tcp/22,tcp/5432, not '22'",
        "key-file=a;connect-timeout=10|key 'connect-timeout' is a time such as 10s or 500ms, not '10'",
      })
  void settingsThatCannotBeUsedAreExplained(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new KnockingSocketFactory(text));
    assertEquals(message, e.getMessage());
  }
}
