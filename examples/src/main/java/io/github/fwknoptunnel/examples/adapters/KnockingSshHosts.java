package io.github.fwknoptunnel.examples.adapters;

import javax.net.SocketFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;

/**
 * Opens the port of an SSH server before Apache MINA SSHD connects to it. The server sees one
 * connection more. For a direct connection, or through one {@code ProxyJump}.
 */
public final class KnockingSshHosts {
  private KnockingSshHosts() {}

  public static HostConfigEntryResolver of(SocketFactory sockets, HostConfigEntryResolver hosts) {
    return (host, port, local, user, jump, context) -> {
      HostConfigEntry entry = hosts.resolveEffectiveHost(host, port, local, user, jump, context);
      if (entry == null) {
        sockets.createSocket(host, port > 0 ? port : 22).close();
      } else if (entry.getProxyJump() == null) {
        sockets.createSocket(entry.getHostName(), entry.getPort()).close();
      }
      return entry;
    };
  }
}
