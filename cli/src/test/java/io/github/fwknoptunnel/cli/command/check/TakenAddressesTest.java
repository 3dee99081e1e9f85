package io.github.fwknoptunnel.cli.command.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.check.Finding;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two tunnels at one address. */
class TakenAddressesTest {
  private static SocketAddress address(String text) {
    if (text.startsWith("/")) {
      return UnixDomainSocketAddress.of(text);
    }
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:6000, 127.0.0.1:6000, true",
    "127.0.0.1:6000, 0.0.0.0:6000, true",
    "127.0.0.1:6000, 127.0.0.2:6000, false",
    "127.0.0.1:6000, 127.0.0.1:6001, false",
    "127.0.0.1:0, 127.0.0.1:0, false",
    "/run/a, /run/a, true",
    "/run/a, /run/b, false",
    "/run/a, 127.0.0.1:6000, false"
  })
  void theSecondOfTwoThatConflictIsReported(String first, String second, boolean conflict) {
    TakenAddresses taken = new TakenAddresses();
    assertEquals(Optional.empty(), taken.take(address(first), "db"));
    assertEquals(conflict, taken.take(address(second), "web").isPresent());
  }

  @Test
  void theFindingNamesWhoseAddressItIs() {
    TakenAddresses taken = new TakenAddresses();
    taken.take(address("127.0.0.1:6000"), "db");
    Finding finding = taken.take(address("127.0.0.1:6000"), "web").orElseThrow();
    assertEquals("127.0.0.1:6000: [db] listens there, too", finding.text());
    assertEquals(
        Optional.of("give one of them another -local-port, or have systemd pass a socket"),
        finding.hint());
  }
}
