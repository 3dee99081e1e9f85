package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.messages.ListenMessages;
import io.github.fwknoptunnel.cli.service.InheritedSocket;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;

/** The listening socket that a service manager may have passed. */
final class SocketActivation {
  private static final List<OptionDescriptor> ADDRESSES =
      List.of(Options.LOCAL_PORT, Options.BIND_ADDRESS, ListenOptions.UNIX_SOCKET);

  private SocketActivation() {}

  static Optional<ServerSocketChannel> take(ParsedArguments arguments, EventLog log)
      throws CliException {
    Optional<ServerSocketChannel> given;
    try {
      given = InheritedSocket.take(System.getenv());
    } catch (IOException e) {
      throw new CliException(ListenMessages.handedOver("" + e.getMessage()), e);
    }
    int forwards = arguments.texts(Options.LOCAL_FORWARD).size() + arguments.tunnels().size();
    if (given.isPresent() && forwards > 0 && arguments.has(ProxyOptions.SOCKS)) {
      throw new CliException(
          ListenMessages.handedOver(
              "it serves one listener, and both tunnels and --socks are configured"));
    }
    if (given.isPresent() && forwards > 1) {
      throw new CliException(
          ListenMessages.handedOver("it serves one listener, and several tunnels are configured"));
    }
    if (given.isPresent() && arguments.firstOf(ADDRESSES).isPresent()) {
      log.note(
          LogEvent.LISTEN_OPTION_IGNORED,
          arguments.firstOf(ADDRESSES).get() + " is ignored: systemd passed a socket");
    }
    return given;
  }
}
