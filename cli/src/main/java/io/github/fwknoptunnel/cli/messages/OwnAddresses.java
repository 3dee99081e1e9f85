package io.github.fwknoptunnel.cli.messages;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** The addresses of this machine. */
public final class OwnAddresses {
  private static final String LIMITED_BROADCAST = "255.255.255.255";

  private OwnAddresses() {}

  /**
   * Why no client could connect to {@code address}, though Linux lets a program listen there; empty
   * if nothing is known against it.
   */
  public static Optional<String> objection(InetAddress address) {
    if (address.isMulticastAddress()) {
      return Optional.of("it is a multicast address");
    }
    return isBroadcast(address) ? Optional.of("it is a broadcast address") : Optional.empty();
  }

  private static boolean isBroadcast(InetAddress address) {
    try {
      return address.getHostAddress().equals(LIMITED_BROADCAST)
          || NetworkInterface.networkInterfaces()
              .flatMap(network -> network.getInterfaceAddresses().stream())
              .anyMatch(own -> address.equals(own.getBroadcast()));
    } catch (SocketException e) {
      return false;
    }
  }

  /** Whether {@code address} is one of them; false where the system does not say. */
  public static boolean contain(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
