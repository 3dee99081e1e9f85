package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a name.
 *
 * @param family of the addresses that are used
 */
public record DnsCheck(String host, Family family) {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  public Finding run() throws InterruptedException {
    Optional<InetAddress[]> found =
        TimedTask.start(LIMIT, () -> InetAddress.getAllByName(host)).result();
    List<String> addresses =
        found.stream()
            .flatMap(Arrays::stream)
            .filter(address -> family.includes(address))
            .map(InetAddress::getHostAddress)
            .toList();
    if (found.isEmpty()) {
      return Finding.of(
          Topic.NAME, ConnectFailureMessages.of(new ConnectFailure.NameNotResolved(host)));
    }
    return addresses.isEmpty()
        ? Finding.of(Topic.NAME, ConnectFailureMessages.of(ConnectFailure.noAddress(host, family)))
        : Finding.ok(Topic.NAME, text(addresses));
  }

  private String text(List<String> addresses) {
    String first = addresses.getFirst();
    if (first.equals(host) || host.contains(":")) {
      return host + " is an address";
    }
    String others = addresses.size() == 1 ? "" : ", the first of " + String.join(", ", addresses);
    return host + " is " + first + others;
  }
}
