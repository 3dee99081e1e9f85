package io.github.fwknoptunnel.compat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.github.fwknoptunnel.examples.adapters.KnockingJschSockets;
import io.github.fwknoptunnel.examples.adapters.KnockingSshHosts;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SSH libraries for Java and a real sshd behind a closed port, whose key they know. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SshLibrariesIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String USER = "knocker";

  private static FirewallContainer firewall;

  @TempDir Path directory;
  private int packets;
  private int connections;

  @BeforeAll
  static void startFirewall() {
    firewall = FirewallContainer.start(Stanza.of(FirewallContainer.SSH).access());
  }

  @AfterAll
  static void stopFirewall() {
    firewall.close();
  }

  @BeforeEach
  void closeThePort() throws Exception {
    SshKeys.authorize(firewall, directory);
    // The kind that MINA SSHD prefers.
    String key = firewall.run("cat", "/etc/ssh/ssh_host_ecdsa_key.pub");
    Files.writeString(directory.resolve("known_hosts"), firewall.address() + " " + key);
    firewall.run("restart-fwknopd");
    assertTrue(Knocks.isSilent(firewall, FirewallContainer.SSH), "closed before");
    packets = firewall.packets();
    connections = connections();
  }

  private static int connections() {
    return SocksLab.lines(firewall, "/var/log/sshd.log", "^Connection from");
  }

  private void assertOnePacket(int expected) {
    assertEquals(1, firewall.packets() - packets);
    assertEquals(expected, connections() - connections, "connections that the server saw");
  }

  private Path keys() {
    return Stanza.of(FirewallContainer.SSH).keyFile(directory);
  }

  private KnockingSocketFactory factory() {
    return KnockingSocketFactory.builder().keys(keys()).build();
  }

  @Test
  void jschKnocks() throws Exception {
    JSch jsch = new JSch();
    jsch.setKnownHosts(directory.resolve("known_hosts").toString());
    jsch.addIdentity(directory.resolve("id").toString());
    Session session = jsch.getSession(USER, firewall.address());
    session.setSocketFactory(new KnockingJschSockets(factory()));
    session.connect();
    try {
      ChannelExec command = (ChannelExec) session.openChannel("exec");
      command.setCommand("echo behind the firewall");
      InputStream output = command.getInputStream(); // Before connect, or what arrives is lost.
      command.connect();
      assertEquals("behind the firewall\n", new String(output.readAllBytes(), US_ASCII));
    } finally {
      session.disconnect();
    }
    assertOnePacket(1);
  }

  private SshClient mina() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(new FileKeyPairProvider(directory.resolve("id")));
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(
            RejectAllServerKeyVerifier.INSTANCE, directory.resolve("known_hosts")));
    return client;
  }

  private static String run(SshClient client, String host, int port) throws Exception {
    try (client) {
      client.start();
      try (ClientSession session = client.connect(USER, host, port).verify(TIMEOUT).getSession()) {
        session.auth().verify(TIMEOUT);
        return session.executeRemoteCommand("echo behind the firewall");
      }
    }
  }

  @Test
  void minaSshdKnocks() throws Exception {
    SshClient client = mina();
    client.setHostConfigEntryResolver(
        KnockingSshHosts.of(factory(), HostConfigEntryResolver.EMPTY));
    assertEquals("behind the firewall\n", run(client, firewall.address(), FirewallContainer.SSH));
    assertOnePacket(2);
  }

  @Test
  void minaSshdConnectsThroughAnEmbeddedTunnel() throws Exception {
    try (Connector connector = Connector.to(firewall.address()).keys(keys()).build();
        Tunnel tunnel = connector.listen(0, 22)) {
      int port = tunnel.address().getPort();
      Path known = directory.resolve("known_hosts");
      String key = Files.readString(known).replace(firewall.address(), "[127.0.0.1]:" + port);
      Files.writeString(known, key);
      assertEquals("behind the firewall\n", run(mina(), "127.0.0.1", port));
    }
    assertOnePacket(1);
  }
}
