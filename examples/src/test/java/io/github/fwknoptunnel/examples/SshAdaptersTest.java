package io.github.fwknoptunnel.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.github.fwknoptunnel.examples.adapters.KnockingJschSockets;
import io.github.fwknoptunnel.examples.adapters.KnockingSshHosts;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SSH libraries that connect to a closed port and verify the server's key. */
@Timeout(180)
class SshAdaptersTest {
  private static final String HOST = "127.0.0.1";
  private static final String USER = "knocker";
  private static final String PASSWORD = "only-here";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private SshServer sshd;
  private PublicKey hostKey;
  private FakeFwknopd fwknopd;
  private KnockingSocketFactory patient;
  private KnockingSocketFactory impatient;

  @BeforeEach
  void start() throws Exception {
    sshd = SshServer.setUpDefaultServer();
    sshd.setHost(HOST);
    SimpleGeneratorHostKeyProvider keys =
        new SimpleGeneratorHostKeyProvider(directory.resolve("host-key"));
    keys.setAlgorithm("EC");
    sshd.setKeyPairProvider(keys);
    sshd.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
    sshd.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    sshd.start();
    hostKey = keys.loadKeys(null).getFirst().getPublic();
    fwknopd = FakeFwknopd.builder().service(this::relay).start();
    assertFalse(fwknopd.isOpen(fwknopd.port()));
    Path file = fwknopd.writeKeyFile(directory.resolve("keys"));
    KnockingSocketFactory.Builder settings =
        KnockingSocketFactory.builder().keys(file).server(HOST, fwknopd.address().getPort());
    patient = settings.build();
    impatient = settings.connectTimeout(Duration.ofSeconds(1)).build();
  }

  @AfterEach
  void stop() throws IOException {
    fwknopd.close();
    sshd.close();
  }

  private void relay(Socket client) throws IOException {
    try (Socket server = new Socket(HOST, sshd.getPort())) {
      Thread.startVirtualThread(() -> copy(client, server));
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The other direction ends, too.
    }
  }

  private void assertOnePacket(int connections) {
    assertEquals(
        List.of(Verdict.Result.ACCEPTED),
        fwknopd.verdicts().stream().map(Verdict::result).toList());
    assertEquals(connections, fwknopd.connections(fwknopd.port()));
  }

  @Test
  void jschKnocks() throws Exception {
    assertEquals("behind\n", jsch(patient, fwknopd.port()));
    assertOnePacket(1);
    assertExplained(port -> jsch(impatient, port));
  }

  private String jsch(KnockingSocketFactory factory, int port) throws Exception {
    ByteArrayBuffer key = new ByteArrayBuffer();
    key.putRawPublicKey(hostKey);
    JSch jsch = new JSch();
    String name = "[%s]:%d".formatted(HOST, port);
    jsch.getHostKeyRepository().add(new HostKey(name, key.getCompactData()), null);
    Session session = jsch.getSession(USER, HOST, port);
    session.setPassword(PASSWORD.getBytes(US_ASCII));
    session.setSocketFactory(new KnockingJschSockets(factory));
    session.connect();
    try {
      ChannelExec command = (ChannelExec) session.openChannel("exec");
      command.setCommand("echo behind");
      InputStream output = command.getInputStream(); // Before connect, or what arrives is lost.
      command.connect();
      return new String(output.readAllBytes(), US_ASCII);
    } finally {
      session.disconnect();
    }
  }

  @Test
  void minaSshdKnocks() throws Exception {
    assertEquals("behind\n", mina(patient, fwknopd.port()));
    assertOnePacket(2);
    assertExplained(port -> mina(impatient, port));
  }

  private String mina(KnockingSocketFactory factory, int port) throws Exception {
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.setServerKeyVerifier((session, at, key) -> KeyUtils.compareKeys(hostKey, key));
      client.setHostConfigEntryResolver(
          KnockingSshHosts.of(factory, HostConfigEntryResolver.EMPTY));
      client.start();
      try (ClientSession session = client.connect(USER, HOST, port).verify(TIMEOUT).getSession()) {
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(TIMEOUT);
        return session.executeRemoteCommand("echo behind");
      }
    }
  }

  private interface Use {
    String of(int port) throws Exception;
  }

  private void assertExplained(Use use) throws IOException {
    try (SilentPort closed = new SilentPort()) {
      Exception failure = assertThrows(Exception.class, () -> use.of(closed.address().getPort()));
      String causes =
          Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
              .map(Throwable::toString)
              .collect(Collectors.joining("; "));
      assertTrue(causes.contains(" gave no answer in "), causes);
    }
  }
}
