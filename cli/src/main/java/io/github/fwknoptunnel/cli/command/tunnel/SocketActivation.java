package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
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

/** The listening socket that whoever started this process may have opened. */
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
    int forwards = arguments.texts(Options.LOCAL_FORWARD).size();
    if (given.isPresent() && forwards > 0 && arguments.has(ProxyOptions.SOCKS)) {
      throw new CliException(ListenMessages.handedOver("there are -L and --socks"));
    }
    if (given.isPresent() && forwards > 1) {
      throw new CliException(ListenMessages.handedOver("there are several -L"));
    }
    if (given.isPresent() && arguments.firstOf(ADDRESSES).isPresent()) {
      log.note(
          "listen_option_ignored",
          arguments.firstOf(ADDRESSES).get()
              + " is not used: a socket was handed over at the start");
    }
    return given;
  }
}
