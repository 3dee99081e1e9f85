package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which address a name stands for now.
 *
 * @param ipv4Only whether something behind a port is meant
 */
public record DnsCheck(String host, boolean ipv4Only) {
  private static final String TOPIC = "name";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  public Finding run() throws InterruptedException {
    Optional<InetAddress[]> found =
        TimedTask.start(LIMIT, () -> InetAddress.getAllByName(host)).result();
    List<String> addresses =
        found.stream()
            .flatMap(Arrays::stream)
            .filter(address -> !ipv4Only || address instanceof Inet4Address)
            .map(InetAddress::getHostAddress)
            .toList();
    if (found.isEmpty()) {
      return Finding.of(TOPIC, ConnectFailureMessages.of(new ConnectFailure.NameNotResolved(host)));
    }
    return addresses.isEmpty()
        ? Finding.of(TOPIC, ConnectFailureMessages.of(new ConnectFailure.NoIpv4Address(host)))
        : Finding.ok(TOPIC, text(addresses));
  }

  private String text(List<String> addresses) {
    String first = addresses.getFirst();
    if (first.equals(host)) {
      return host + " needs no name server";
    }
    String others = addresses.size() == 1 ? "" : ", the first of " + String.join(", ", addresses);
    return host + " is " + first + others;
  }
}
