package io.github.fwknoptunnel.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.words.Cause;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
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

@Timeout(60)
class LooksTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "rw-------, false, GOOD",
    "r--------, false, GOOD",
    "rw-r-----, false, BAD",
    "rw----r--, false, BAD",
    "rw--w----, false, BAD",
    "rw-r--r--, true, NOTE"
  })
  void aFileOfSecretsIsOnesOwn(String mode, boolean allowed, Mark mark) throws IOException {
    Path file = Files.createFile(directory.resolve("keys"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Finding finding = new FileLook(file, allowed).look().orElseThrow();
    assertEquals(mark, finding.mark());
    assertTrue(finding.text().contains(mode), finding::text);
  }

  @Test
  void aFileThatIsNotThereIsNotJudged() {
    assertTrue(new FileLook(directory.resolve("none"), false).look().isEmpty());
  }

  @Test
  void anAddressThatIsInUseCannotBeListenedOn() throws IOException {
    try (ServerSocket used = new ServerSocket(0, 1, LOOPBACK)) {
      InetSocketAddress address = new InetSocketAddress(LOOPBACK, used.getLocalPort());
      assertEquals(Mark.BAD, new BindLook(address).look().mark());
    }
    assertEquals(Mark.GOOD, new BindLook(new InetSocketAddress(LOOPBACK, 0)).look().mark());
  }

  @Test
  void anAddressOfAnotherMachineCannotBeListenedOn() {
    assertEquals(Mark.BAD, new BindLook(new InetSocketAddress("192.0.2.1", 0)).look().mark());
  }

  @Test
  void aNameWithoutAnIpv4AddressIsOfNoUseBehindADoor() throws Exception {
    assertEquals("::1 has no IPv4 address", new NameLook("::1", true).look().text());
    assertEquals(Mark.GOOD, new NameLook("::1", false).look().mark());
    assertEquals("localhost is 127.0.0.1", new NameLook("localhost", true).look().text());
  }

  @Test
  void aNameThatNobodyKnowsIsTold() throws Exception {
    // No such name can be registered (RFC 6761), and no query need leave this machine for it.
    Finding finding = new NameLook("server.invalid", true).look();
    assertEquals("the name server.invalid cannot be resolved", finding.text());
  }

  @Test
  void aDoorThatOpensIsGood() throws Exception {
    int port = freePort();
    try (Service service = new Service(port)) {
      List<Finding> findings = look(port, service::open, Set.of());
      assertEquals(1, findings.size(), findings::toString);
      Finding finding = findings.getFirst();
      assertEquals(Mark.GOOD, finding.mark());
      assertTrue(finding.text().startsWith("localhost:" + port + " is open "), finding::text);
    }
  }

  @Test
  void aPortThatIsOpenAnywayIsToldBeforeTheKnock() throws Exception {
    int port = freePort();
    try (Service service = new Service(port)) {
      service.open();
      List<Finding> findings = look(port, service::open, Set.of());
      assertEquals(List.of(Mark.NOTE, Mark.GOOD), findings.stream().map(Finding::mark).toList());
    }
  }

  @Test
  void aPortThatStaysClosedHasItsSuspectsFirst() throws Exception {
    KnockReceipt nothing = new KnockReceipt.PacketSent("127.0.0.1:1", 1);
    Finding finding = look(freePort(), () -> nothing, Set.of(Cause.CLOCK)).getLast();
    assertEquals(Mark.BAD, finding.mark());
    String hint = finding.hint().orElseThrow();
    assertTrue(hint.matches(".*order: a clock .*; another key .*; .*OPEN_PORTS.*"), hint);
  }

  @Test
  void aKnockThatIsNotSentIsNotBlamedOnTheServer() throws Exception {
    Finding finding =
        new DoorLook(target(freePort()), Duration.ZERO, Duration.ofSeconds(1))
            .look(
                new OneKnock(() -> {
                  throw new UncheckedIOException(new IOException("down"));
                }),
                Set.of())
            .getLast();
    assertEquals("the packet for 127.0.0.1:1 could not be sent: down", finding.text());
  }

  private static List<Finding> look(int port, Supplier<KnockReceipt> knock, Set<Cause> suspected)
      throws Exception {
    return new DoorLook(target(port), Duration.ZERO, Duration.ofSeconds(5))
        .look(new OneKnock(knock), suspected);
  }

  private static KnockTarget target(int port) {
    return DoorLook.target("localhost", (Inet4Address) LOOPBACK, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
      return any.getLocalPort();
    }
  }

  /** What an {@link UncheckedIOException} of the action is to a network that is down. */
  private record OneKnock(Supplier<KnockReceipt> action) implements Knocker {
    @Override
    public KnockReceipt knock(KnockTarget target) throws OpenException {
      try {
        return action.get();
      } catch (UncheckedIOException e) {
        throw failure(e.getCause());
      }
    }

    private static OpenException failure(IOException cause) {
      return new OpenException(new OpenFailure.KnockNotSent("127.0.0.1:1", cause));
    }

    @Override
    public int mostKnocks() {
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

    KnockReceipt open() {
      try {
        if (!socket.isBound()) {
          socket.bind(new InetSocketAddress(LOOPBACK, port));
        }
        return new KnockReceipt.PacketSent("127.0.0.1:1", 1);
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
