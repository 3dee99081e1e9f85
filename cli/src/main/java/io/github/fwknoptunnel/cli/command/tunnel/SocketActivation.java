package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.NamedTunnel;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.messages.ListenMessages;
import io.github.fwknoptunnel.cli.service.InheritedSockets;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The listening sockets that a service manager may have passed, and whose they are. */
final class SocketActivation {
  private static final List<Setting<?>> ADDRESSES =
      List.of(Options.LOCAL_PORT, Options.BIND_ADDRESS, ListenOptions.UNIX_SOCKET);

  private final ParsedArguments arguments;

  /** Those by which a socket can be assigned. */
  private final List<String> names;

  private SocketActivation(ParsedArguments arguments) {
    this.arguments = arguments;
    Stream<String> proxy =
        arguments.has(ProxyOptions.SOCKS) ? Stream.of(TunnelPlan.SOCKS) : Stream.of();
    this.names = Stream.concat(arguments.tunnels().stream().map(NamedTunnel::name), proxy).toList();
  }

  /**
   * Takes the sockets over.
   *
   * @param plans of the arguments, as far as they can be opened
   * @return the socket of each plan that has one, by the plan's name
   * @throws CliException if a socket cannot be used, or belongs to no tunnel
   */
  static Map<String, ServerSocketChannel> take(
      ParsedArguments arguments, List<TunnelPlan> plans, EventLog log) throws CliException {
    try {
      List<String> passed = InheritedSockets.names(System.getenv());
      return passed.isEmpty() ? Map.of() : new SocketActivation(arguments).take(passed, plans, log);
    } catch (IOException e) {
      throw new CliException(ListenMessages.handedOver("" + e.getMessage()), e);
    }
  }

  private Map<String, ServerSocketChannel> take(
      List<String> passed, List<TunnelPlan> plans, EventLog log) throws CliException, IOException {
    List<String> owners = passed;
    if (passed.size() == 1 && isUnassigned(passed.getFirst())) {
      refuseSeveralListeners();
      owners = plans.stream().map(TunnelPlan::name).toList();
    } else {
      refuseOtherNames(passed);
    }
    Map<String, ServerSocketChannel> sockets = new HashMap<>();
    for (int i = 0; i < owners.size(); i++) {
      sockets.put(owners.get(i), InheritedSockets.take(passed, i));
    }
    owners.forEach(owner -> noteIgnored(owner, log));
    return Map.copyOf(sockets);
  }

  /** Whether the user gave the socket no name, so that it is for the only listener. */
  private boolean isUnassigned(String name) {
    return InheritedSockets.isDefault(name) && !names.contains(name);
  }

  private void refuseSeveralListeners() throws CliException {
    if (names.size() + arguments.all(Options.LOCAL_FORWARD).size() > 1) {
      throw misnamed("it has no name, and several tunnels are configured");
    }
  }

  private void refuseOtherNames(List<String> passed) throws CliException {
    if (passed.size() > 1 && names.isEmpty()) {
      throw misnamed(passed.size() + " sockets were passed, and no tunnel has a name");
    }
    Set<String> seen = new HashSet<>();
    for (String name : passed) {
      if (!names.contains(name)) {
        throw misnamed(stranger(name));
      }
      if (!seen.add(name)) {
        throw misnamed("two sockets are named '" + name + "'");
      }
    }
  }

  private String stranger(String name) {
    return (InheritedSockets.isDefault(name)
            ? "a socket has no FileDescriptorName="
            : "no tunnel is named '" + name + "'")
        + (names.isEmpty() ? "" : "; the tunnels are " + String.join(", ", names));
  }

  private static CliException misnamed(String why) {
    return new CliException(ListenMessages.misnamedSocket(why));
  }

  private void noteIgnored(String owner, EventLog log) {
    Optional<NamedTunnel> named =
        arguments.tunnels().stream().filter(tunnel -> tunnel.name().equals(owner)).findFirst();
    ParsedArguments line = arguments.with(named.map(NamedTunnel::options).orElse(List.of()));
    line.firstOf(ADDRESSES)
        .ifPresent(option ->
            (named.isPresent() ? log.of(owner, "") : log)
                .note(
                    LogEvent.LISTEN_OPTION_IGNORED,
                    option + " is ignored: systemd passed a socket"));
  }
}
