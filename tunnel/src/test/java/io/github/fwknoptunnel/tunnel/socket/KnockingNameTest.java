package io.github.fwknoptunnel.tunnel.socket;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class KnockingNameTest {
  @TempDir Path directory;

  /** Knows one name, which this machine's resolver does not. */
  private static final InetAddressResolver BUILTIN =
      new InetAddressResolver() {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
            throws UnknownHostException {
          if (!host.equals("wiki.test") && !host.equals("127.0.0.1")) {
            throw new UnknownHostException(host);
          }
          return Stream.of(address("127.0.0.1"));
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
          throw new UnknownHostException();
        }
      };

  private KnockingName name(FakeFwknopd server, FakeFwknopd keys) throws Exception {
    return name(server, keys, "127.0.0.1");
  }

  private KnockingName name(FakeFwknopd server, FakeFwknopd keys, String spaServer)
      throws Exception {
    return KnockingName.parse(
        "wiki.test",
        "port=%d; key-file=%s; server=%s:%d; connect-timeout=2s"
            .formatted(
                server.port(),
                keys.writeKeyFile(directory.resolve("keys")),
                spaServer,
                server.address().getPort()));
  }

  /** The JDK would wait for the look-up that waits for this one. */
  @Test
  void theSpaServerMayBeTheNameItself() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      InetAddress opened =
          name(server, server, "wiki.test")
              .open("wiki.test", Stream.of(address("127.0.0.1")), BUILTIN);
      assertEquals(address("127.0.0.1"), opened);
    }
  }

  @Test
  void soMayThatOfAStanza() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      String keys = Files.readString(server.writeKeyFile(directory.resolve("keys")));
      Path rc = server.writeKeyFile(directory.resolve("rc"));
      Files.writeString(
          rc,
          "[wiki]\nSPA_SERVER wiki.test\nSPA_SERVER_PORT %d\n%s"
              .formatted(server.address().getPort(), keys.replace(":", "")));
      KnockingName name =
          KnockingName.parse(
              "wiki.test", "port=%d;stanza=wiki;rc-file=%s".formatted(server.port(), rc));
      name.open("wiki.test", Stream.of(address("127.0.0.1")), BUILTIN);
      assertEquals(Verdict.Result.ACCEPTED, server.verdicts().getFirst().result());
    }
  }

  @Test
  void theAnswerIsTheFirstAddressThatOpens() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      KnockingName name = name(server, server);
      // Nothing listens at the first: it refuses. The IPv6 address is left out.
      for (int lookup = 1; lookup <= 2; lookup++) {
        InetAddress opened =
            name.open(
                "wiki.test",
                Stream.of(address("::1"), address("127.0.0.9"), address("127.0.0.1")),
                BUILTIN);
        assertEquals(address("127.0.0.1"), opened);
        int connections = lookup;
        eventually(
            "a connection for each look-up",
            () -> server.connections(server.port()) == connections);
      }
      assertTrue(server.verdicts().stream().anyMatch(v -> v.result() == Verdict.Result.ACCEPTED));
    }
  }

  @Test
  void aPortThatStaysClosedIsAnUnknownHost() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start();
        FakeFwknopd other = FakeFwknopd.start()) {
      KnockingName name = name(server, other);
      UnknownHostException e =
          assertThrows(
              UnknownHostException.class,
              () -> name.open("wiki.test", Stream.of(address("127.0.0.1")), BUILTIN));
      assertTrue(
          e.getMessage().startsWith("wiki.test: 127.0.0.1:" + server.port() + " gave no answer"),
          e::getMessage);
      assertEquals(
          Verdict.Result.NOT_DECRYPTED, server.nextVerdict(Duration.ofSeconds(30)).result());
      assertFalse(server.isOpen(server.port()));
    }
  }

  @Test
  void aNameWithoutAnIpv4AddressIsUnknown() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      KnockingName name = name(server, server);
      UnknownHostException e =
          assertThrows(
              UnknownHostException.class,
              () -> name.open("wiki.test", Stream.of(address("::1")), BUILTIN));
      assertEquals("wiki.test: no IPv4 address", e.getMessage());
      assertEquals(List.of(), server.verdicts());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'key-file=k', 'wiki.test: key ''port'' is required, 1 to 65535'",
    "'port=0;key-file=k', 'wiki.test: key ''port'' is required, 1 to 65535'",
    "'port=65536;key-file=k', 'wiki.test: key ''port'' is required, 1 to 65535'",
    "'port=SECRET==;key-file=k', 'wiki.test: key ''port'' is required, 1 to 65535'",
    "'port=443;key-fil=k', 'wiki.test: unknown key ''key-fil'' (keys: access, connect-timeout,"
        + " key-file, port, rc-file, server, stanza)'",
    "'port=443', 'wiki.test: one of the keys ''stanza'' and ''key-file'' is needed'",
    "'443', 'wiki.test: a part is not KEY=VALUE (keys: access, connect-timeout, key-file, rc-file,"
        + " server, stanza)'",
  })
  void whatCannotBeUsedIsRefusedWithoutShowingIt(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KnockingName.parse("wiki.test", text));
    assertEquals(message, e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      assertFalse(cause.getMessage().contains("SECRET"), cause::toString);
    }
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
