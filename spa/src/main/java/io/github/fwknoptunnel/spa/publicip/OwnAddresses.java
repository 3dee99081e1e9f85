package io.github.fwknoptunnel.spa.publicip;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of this machine's interfaces. They change when it moves to another network. */
final class OwnAddresses {
  private OwnAddresses() {}

  /** All of them, without zones; none where the system does not say. */
  static Set<InetAddress> all() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }
}
