package io.github.fwknoptunnel.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connector with keys of its own, beside a server that hears packets and a service. */
@Timeout(180)
class ConnectorKeysTest {
  private static final List<String> KEYS =
      List.of("KEY secret", "HMAC_KEY another", "HMAC_DIGEST_TYPE sha512");

  @TempDir Path directory;

  private DatagramSocket fwknopd;
  private ServerSocket service;

  @BeforeEach
  void listen() throws IOException {
    fwknopd = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    fwknopd.setSoTimeout(10_000);
    service = Peers.server();
  }

  @AfterEach
  void close() throws IOException {
    fwknopd.close();
    service.close();
  }

  private Path secret(String name, List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve(name), lines);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Connector.Builder withKeys() throws IOException {
    return Connector.to("127.0.0.1")
        .keys(secret("keys", KEYS))
        .via("127.0.0.1", fwknopd.getLocalPort());
  }

  private Connector withStanza(String line) throws IOException {
    List<String> lines =
        List.of(
            "[home]",
            "SPA_SERVER 127.0.0.1",
            "SPA_SERVER_PORT " + fwknopd.getLocalPort(),
            KEYS.get(0),
            KEYS.get(1),
            KEYS.get(2),
            line);
    return Connector.to("127.0.0.1").stanza(secret("rc", lines), "home").build();
  }

  /** What the next packet requests, if it is one of these keys and algorithms. */
  private String requested() throws Exception {
    DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
    fwknopd.receive(datagram);
    SpaPacket packet =
        new SpaPacket(new String(datagram.getData(), 0, datagram.getLength(), US_ASCII));
    try (KeySettings keys = KeyFile.read(secret("keys", KEYS))) {
      return new SpaOpener(keys.keys(), keys.suite()).open(packet).fields().message();
    }
  }

  @Test
  void itKnocksWithTheAlgorithmsOfTheKeyFileForThePortItConnectsTo() throws Exception {
    Events events = new Events();
    try (Connector connector = withKeys().onEvent(events).build();
        Socket socket = connector.connect(service.getLocalPort());
        Socket accepted = Peers.accept(service)) {
      assertEquals("0.0.0.0,tcp/" + service.getLocalPort(), requested());
      assertEquals(accepted.getRemoteSocketAddress(), socket.getLocalSocketAddress());
      accepted.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
      assertEquals(1, events.of(TunnelEvent.PortOpened.class).size());
    }
  }

  @Test
  void aStanzaSaysWhereToKnockAndWhomToLetIn() throws Exception {
    try (Connector connector = withStanza("ALLOW_IP 192.0.2.7");
        Socket socket = connector.connect(service.getLocalPort())) {
      assertEquals("192.0.2.7,tcp/" + service.getLocalPort(), requested());
      assertTrue(socket.isConnected());
    }
  }

  @Test
  void aNatPortIsTheOneThatIsConnectedTo() throws Exception {
    try (Connector connector = withStanza("NAT_PORT " + service.getLocalPort());
        Socket socket = connector.connect(22)) {
      assertEquals("0.0.0.0,tcp/" + service.getLocalPort(), requested());
      assertEquals(service.getLocalPort(), socket.getPort());
    }
  }

  @Test
  void aStanzaForOtherPortsIsToldBeforeAnythingIsSent() throws Exception {
    try (Connector connector = withStanza("ACCESS tcp/1")) {
      ProfileException e =
          assertThrows(ProfileException.class, () -> connector.connect(service.getLocalPort()));
      assertEquals(ProfileException.Reason.PORT_NOT_OPENED, e.reason());
    }
  }

  @Test
  void thePortsOfTheAccessListAreRequestedTogether() throws Exception {
    String ports = "tcp/" + service.getLocalPort() + ",udp/53";
    try (Connector connector = withKeys().access(ports).build();
        Socket socket = connector.connect(service.getLocalPort())) {
      assertEquals("0.0.0.0," + ports, requested());
      assertTrue(socket.isConnected());
      SocketException other = assertThrows(SocketException.class, () -> connector.connect(1));
      assertEquals("tcp/1 is not among the ports of the access list", other.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> withKeys().access("tcp"));
  }

  @Test
  void aLocalPortLeadsThereToo() throws Exception {
    try (Connector connector = withKeys().build();
        Tunnel tunnel = connector.listen(0, service.getLocalPort());
        Socket client = Peers.connect(tunnel.address());
        Socket accepted = Peers.accept(service)) {
      assertEquals("0.0.0.0,tcp/" + service.getLocalPort(), requested());
      client.getOutputStream().write('x');
      assertEquals('x', accepted.getInputStream().read());
    }
  }

  @Test
  void closedItConnectsNoMoreAndHasClosedItsTunnels() throws Exception {
    Connector connector = withKeys().build();
    Tunnel tunnel = connector.listen(0, service.getLocalPort());
    connector.close();
    tunnel.drain(Duration.ofSeconds(10));
    assertThrows(IOException.class, () -> Peers.connect(tunnel.address()).close());
    assertThrows(IOException.class, () -> connector.connect(service.getLocalPort()));
    assertThrows(IOException.class, () -> connector.listen(0, service.getLocalPort()));
  }

  @Test
  void anInterruptIsAnIoExceptionAndStaysAnInterrupt() throws Exception {
    try (Connector connector = withKeys().build()) {
      Thread.currentThread().interrupt();
      assertThrows(
          InterruptedIOException.class, () -> connector.connect(ReservedPort.next().getPort()));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void keysThatAreNotThereAreToldInWords() {
    ProfileException e =
        assertThrows(
            ProfileException.class,
            () -> Connector.to("127.0.0.1").keys(directory.resolve("none")).build());
    assertEquals(directory.resolve("none") + ": no such file", e.getMessage());
  }

  @Test
  void thereIsOneThingToKnockWith() throws Exception {
    assertThrows(IllegalStateException.class, () -> withKeys().stanza("home"));
  }
}
