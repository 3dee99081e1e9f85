package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.Topic;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.setting.Options;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the tunnels before would listen. Each is tried alone, so the system does not notice. */
final class TakenAddresses {
  private final Map<SocketAddress, String> owners = new LinkedHashMap<>();

  /** Takes an address for a tunnel; what is wrong if one before has it. */
  Optional<Finding> take(SocketAddress address, String tunnel) {
    Optional<Finding> taken =
        owners.entrySet().stream()
            .filter(other -> conflict(other.getKey(), address))
            .findFirst()
            .map(other -> failure(address, other.getValue()));
    owners.putIfAbsent(address, tunnel);
    return taken;
  }

  private static Finding failure(SocketAddress address, String owner) {
    return Finding.fail(
        Topic.LISTEN,
        AddressFormatter.of(address) + ": [" + owner + "] listens there, too",
        "give one of them another " + Options.LOCAL_PORT + ", or have systemd pass a socket");
  }

  private static boolean conflict(SocketAddress one, SocketAddress other) {
    if (one instanceof InetSocketAddress first && other instanceof InetSocketAddress second) {
      return first.getPort() != 0
          && first.getPort() == second.getPort()
          && (first.equals(second) || isAny(first) || isAny(second));
    }
    return one.equals(other);
  }

  private static boolean isAny(InetSocketAddress address) {
    return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
  }
}
