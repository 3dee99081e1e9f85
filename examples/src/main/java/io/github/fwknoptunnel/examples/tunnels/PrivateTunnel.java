package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.tunnel.AllowedUsers;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.ClientLimits;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.UnixSocketException;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;

/** Tunnels that only some users of this machine can use. */
public final class PrivateTunnel {
  private PrivateTunnel() {}

  /**
   * Opens a local port for the processes of some users.
   *
   * @param users account names or UIDs; without any, the user of this process. Other users cannot
   *     connect, and neither can root
   * @param listener hears of clients that were rejected
   */
  public static Tunnel forUsers(TunnelConfig config, List<String> users, TunnelListener listener)
      throws IOException {
    var limits = new ClientLimits(100, Optional.of(allowed(users)));
    return Tunnel.open(config.toBuilder().limits(limits).build(), listener);
  }

  private static AllowedUsers allowed(List<String> users) throws IOException {
    try {
      return users.isEmpty() ? AllowedUsers.ofThisProcess() : AllowedUsers.of(users);
    } catch (AllowedUsers.UnmappedUserException e) {
      throw new IOException("UID " + e.uid() + " stands for all users outside this container", e);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("this machine has no user " + e.getName(), e);
    }
  }

  /** Opens a Unix-domain socket, which only the user of this process can use. */
  public static Tunnel onPath(Path path, String host, int port, Knocker knocker)
      throws IOException {
    var config =
        TunnelConfig.builder(host, port)
            .listen(UnixDomainSocketAddress.of(path))
            .knock(KnockConfig.shared(knocker))
            .build();
    try {
      return Tunnel.open(config);
    } catch (UnixSocketException e) {
      throw new IOException(e.path() + ": " + advice(e.reason()), e);
    }
  }

  private static String advice(UnixSocketException.Reason reason) {
    return switch (reason) {
      case IN_USE -> "another program listens there";
      case NOT_A_SOCKET -> "there is a file of this name";
      case TOO_LONG -> "use a shorter path, such as one in /run";
      case NO_PLACE -> "create its directory first";
      case UNTRUSTED_DIRECTORY -> "use a directory that no other user can change";
      case NO_FILE_MODES -> "this file system has no permissions";
    };
  }
}
