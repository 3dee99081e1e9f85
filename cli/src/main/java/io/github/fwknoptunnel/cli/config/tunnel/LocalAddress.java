package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ListenMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/** The end of a tunnel on this machine, and what keeps it from being listened on. */
public enum LocalAddress {
  OF_OPTIONS(Options.LOCAL_PORT.toString(), Options.BIND_ADDRESS.toString()),
  OF_FORWARD("port in " + Options.LOCAL_FORWARD, Options.LOCAL_FORWARD.toString()),
  OF_NAMED_TUNNEL(Options.LOCAL_PORT.toString(), Options.BIND_ADDRESS.toString()),
  OF_SOCKS("port in " + ProxyOptions.SOCKS, ProxyOptions.SOCKS.toString());

  private final String port;
  private final String address;

  /**
   * What messages say.
   *
   * @param port where the user names the port
   * @param address where the user names the address
   */
  LocalAddress(String port, String address) {
    this.port = port;
    this.address = address;
  }

  /** The same with a socket of the service manager's. */
  public Tunnel open(TunnelConfig config, ServerSocketChannel given, TunnelListener listener)
      throws CliException {
    try {
      return Tunnel.open(config, given, listener);
    } catch (IOException e) {
      throw new CliException(ListenMessages.handedOver("" + e.getMessage()), e);
    }
  }

  public Tunnel open(TunnelConfig config, TunnelListener listener) throws CliException {
    try {
      return Tunnel.open(config, listener);
    } catch (IOException e) {
      throw new CliException(ListenMessages.of(config.bind(), port, address, e), e);
    }
  }
}
