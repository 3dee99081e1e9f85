package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OwnAddresses;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** A tunnel to its own entrance: each connection would make another one, without end. */
final class OwnTunnel {
  private OwnTunnel() {}

  /** Refuses it. Looks a name up only where the two ports are the same. */
  static void refuse(SocketAddress bind, Target target) throws ProblemException {
    if (bind instanceof InetSocketAddress local
        && local.getPort() == target.port()
        && local.getAddress() != null
        && reaches(target.host(), local.getAddress())) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "the tunnel would connect to itself: " + target,
              "name another host, or another local port"));
    }
  }

  private static boolean reaches(String host, InetAddress entrance) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address.equals(entrance)
            || (entrance.isAnyLocalAddress() && OwnAddresses.contain(address))) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      // Told when somebody connects.
      return false;
    }
  }
}
