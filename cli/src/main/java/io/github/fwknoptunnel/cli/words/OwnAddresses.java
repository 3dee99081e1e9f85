package io.github.fwknoptunnel.cli.words;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The addresses of this machine. */
public final class OwnAddresses {
  private OwnAddresses() {}

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
