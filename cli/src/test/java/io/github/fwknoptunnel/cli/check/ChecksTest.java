package io.github.fwknoptunnel.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class ChecksTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "rw-------, false, OK",
    "r--------, false, OK",
    "rw-r-----, false, FAIL",
    "rw----r--, false, FAIL",
    "rw--w----, false, FAIL",
    "rw-r--r--, true, INFO"
  })
  void aFileOfSecretsIsOnesOwn(String mode, boolean allowed, Severity mark) throws IOException {
    Path file = Files.createFile(directory.resolve("keys"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Finding finding = new FilePermissionCheck(file, allowed).run().orElseThrow();
    assertEquals(mark, finding.severity());
    assertTrue(finding.text().contains(mode), finding::text);
  }

  @Test
  void aFileOfAnotherUserIsNotOnesOwn() throws IOException {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root can give files away");
    Path file = Files.createFile(directory.resolve("keys"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(file, "unix:uid", 61234);
    Finding finding = new FilePermissionCheck(file, false).run().orElseThrow();
    assertEquals(Severity.INFO, finding.severity());
    assertEquals(file + ": mode rw------- and belongs to user 61234", finding.text());
  }

  @Test
  void aFileThatIsNotThereIsNotJudged() {
    assertTrue(new FilePermissionCheck(directory.resolve("none"), false).run().isEmpty());
  }

  @Test
  void anAddressThatIsInUseCannotBeListenedOn() throws IOException {
    try (ServerSocket used = new ServerSocket(0, 1, LOOPBACK)) {
      InetSocketAddress address = new InetSocketAddress(LOOPBACK, used.getLocalPort());
      assertEquals(Severity.FAIL, new ListenCheck(address).run().severity());
    }
    assertEquals(Severity.OK, new ListenCheck(new InetSocketAddress(LOOPBACK, 0)).run().severity());
  }

  @Test
  void anAddressOfAnotherMachineCannotBeListenedOn() {
    assertEquals(
        Severity.FAIL, new ListenCheck(new InetSocketAddress("192.0.2.1", 0)).run().severity());
  }

  @Test
  void aNameWithoutAnIpv4AddressIsOfNoUseForAKnock() throws Exception {
    assertEquals("::1 has no IPv4 address", new DnsCheck("::1", Family.IPV4).run().text());
    assertEquals(
        "127.0.0.1 has no IPv6 address", new DnsCheck("127.0.0.1", Family.IPV6).run().text());
    assertEquals(Severity.OK, new DnsCheck("::1", Family.IPV6).run().severity());
    assertEquals(Severity.OK, new DnsCheck("::1", Family.ANY).run().severity());
    assertEquals("localhost is 127.0.0.1", new DnsCheck("localhost", Family.IPV4).run().text());
  }

  @Test
  void aNameThatNobodyKnowsIsTold() throws Exception {
    // No such name can be registered (RFC 6761), and no query need leave this machine for it.
    Finding finding = new DnsCheck("server.invalid", Family.IPV4).run();
    assertEquals("the name server.invalid cannot be resolved", finding.text());
  }

  @Test
  void aPortThatOpensIsGood() throws Exception {
    int port = ReservedPort.next().getPort();
    try (Service service = new Service(port)) {
      List<Finding> findings = look(port, service::open, Set.of());
      assertEquals(1, findings.size(), findings::toString);
      Finding finding = findings.getFirst();
      assertEquals(Severity.OK, finding.severity());
      assertTrue(finding.text().startsWith("localhost:" + port + " is open "), finding::text);
    }
  }

  @Test
  void aPortThatIsOpenAnywayIsToldBeforeTheKnock() throws Exception {
    int port = ReservedPort.next().getPort();
    try (Service service = new Service(port)) {
      service.open();
      List<Finding> findings = look(port, service::open, Set.of());
      assertEquals(
          List.of(Severity.FAIL, Severity.OK), findings.stream().map(Finding::severity).toList());
    }
  }

  @Test
  void aPortThatStaysClosedHasItsSuspectsFirst() throws Exception {
    KnockResult nothing = new KnockResult.PacketSent("127.0.0.1:1", 1);
    Finding finding =
        look(ReservedPort.next().getPort(), () -> nothing, Set.of(LikelyCause.CLOCK)).getLast();
    assertEquals(Severity.FAIL, finding.severity());
    String hint = finding.hint().orElseThrow();
    assertTrue(
        hint.matches(
            ".*most likely first: a clock .*; the encryption key or HMAC key .*; .*OPEN_PORTS.*"),
        hint);
  }

  @Test
  void aKnockThatIsNotSentIsNotBlamedOnTheServer() throws Exception {
    Finding finding =
        new KnockCheck(target(ReservedPort.next().getPort()), Duration.ZERO, Duration.ofSeconds(1))
            .run(
                new OneKnock(() -> {
                  throw new UncheckedIOException(new IOException("down"));
                }),
                Set.of())
            .getLast();
    assertEquals("the packet for 127.0.0.1:1 could not be sent: down", finding.text());
  }

  private static List<Finding> look(
      int port, Supplier<KnockResult> knock, Set<LikelyCause> suspected) throws Exception {
    return new KnockCheck(target(port), Duration.ZERO, Duration.ofSeconds(5))
        .run(new OneKnock(knock), suspected);
  }

  private static KnockTarget target(int port) {
    return KnockCheck.target("localhost", LOOPBACK, port);
  }

  /** What an {@link UncheckedIOException} of the action is to a network that is down. */
  private record OneKnock(Supplier<KnockResult> action) implements Knocker {
    @Override
    public KnockResult knock(KnockTarget target) throws ConnectFailedException {
      try {
        return action.get();
      } catch (UncheckedIOException e) {
        throw failure(e.getCause());
      }
    }

    private static ConnectFailedException failure(IOException cause) {
      return new ConnectFailedException(new ConnectFailure.KnockNotSent("127.0.0.1:1", cause));
    }

    @Override
    public int maxKnocks() {
      return 1;
    }
  }

  /** Listens from the first knock on. */
  private static final class Service implements AutoCloseable {
    private final ServerSocket socket;
    private final int port;

    Service(int port) throws IOException {
      this.socket = new ServerSocket();
      this.port = port;
    }

    KnockResult open() {
      try {
        if (!socket.isBound()) {
          socket.bind(new InetSocketAddress(LOOPBACK, port));
        }
        return new KnockResult.PacketSent("127.0.0.1:1", 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
