package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.RequestMessages;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.NatAccess;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The request of the packet, from the options and the rc file. */
public final class RequestSettings {
  private final ConfigSources sources;
  private final String server;

  /**
   * A reader.
   *
   * @param server as the user named it: {@code --nat-local} writes it into the packet
   */
  RequestSettings(ConfigSources sources, String server) {
    this.sources = sources;
    this.server = server;
  }

  /**
   * Reads the request.
   *
   * @param dialled the port to connect to, the default of {@code -A}
   */
  SpaRequest read(Optional<Integer> dialled) throws CliException {
    // Only knock has this option; a tunnel does not run commands.
    Optional<String> command = sources.line().value(SpaOptions.SERVER_CMD);
    if (command.isPresent()) {
      return new SpaRequest.Command(command.get());
    }
    List<PortSpec> ports = ports(dialled);
    Optional<NatTarget> target = natTarget(ports);
    List<PortSpec> opened = new NatPort(sources).opened(ports);
    Optional<Duration> accessTimeout = accessTimeout();
    boolean local = sources.on(SpaOptions.NAT_LOCAL);
    return new SpaRequest.Access(
        opened, target.map(to -> new SpaRequest.Nat(to, local)), accessTimeout);
  }

  private Optional<NatTarget> natTarget(List<PortSpec> ports) throws CliException {
    Optional<NatAccess> access = sources.value(SpaOptions.NAT_ACCESS);
    int port = ports.getFirst().port();
    if (access.isPresent() || !sources.on(SpaOptions.NAT_LOCAL)) {
      return access.map(given -> given.target(port));
    }
    try {
      return Optional.of(NatTarget.parse(server + "," + port));
    } catch (MessageException e) {
      throw new CliException(RequestMessages.of(e, SpaOptions.NAT_LOCAL), e);
    }
  }

  /** The ports of the command line or the stanza. */
  public static Optional<List<PortSpec>> access(ConfigSources sources) throws CliException {
    return sources.value(SpaOptions.ACCESS);
  }

  /**
   * Refuses a port that the configured ports do not include; without any it is the requested port.
   */
  public static void refuseUnopened(ConfigSources sources, int dialled) throws CliException {
    var _ = new RequestSettings(sources, "").ports(Optional.of(dialled));
  }

  private List<PortSpec> ports(Optional<Integer> dialled) throws CliException {
    Optional<List<PortSpec>> access = access(sources);
    if (access.isEmpty()) {
      return List.of(PortSpec.tcp(dialled.orElseThrow(RequestSettings::noPort)));
    }
    boolean nat = new NatPort(sources).wanted();
    if (!nat && dialled.isPresent() && !access.get().contains(PortSpec.tcp(dialled.get()))) {
      throw notRequested(access.get(), dialled.get());
    }
    return access.get();
  }

  private CliException notRequested(List<PortSpec> access, int dialled) throws CliException {
    boolean given = sources.line().has(SpaOptions.ACCESS);
    String where =
        given
            ? SpaOptions.ACCESS.toString()
            : sources.rc().find(RcVariable.ACCESS).map(s -> s.where().toString()).orElse("");
    Optional<PortSpec> tcp =
        access.stream().filter(port -> port.equals(PortSpec.tcp(port.port()))).findFirst();
    String hint =
        given
            ? "add tcp/" + dialled + ", or omit -A"
            : "add tcp/" + dialled + " to it, or override it with -A tcp/" + dialled;
    Optional<NatAccess> forwarded = sources.value(SpaOptions.NAT_ACCESS);
    if (tcp.isEmpty()) {
      hint = "UDP is not relayed: run 'fwknop-tunnel knock', then start the program";
    } else if (forwarded.isPresent()) {
      int port = tcp.get().port();
      NatTarget target = forwarded.get().target(port);
      hint =
          "use port " + port + "; the server forwards it to " + target.host() + ":" + target.port();
    }
    return CliException.config(
        where + " " + PortSpec.join(access) + " does not include the port to connect to", hint);
  }

  private static CliException noPort() {
    return CliException.usage(
        SpaOptions.ACCESS.name() + " is missing", "name the port to open, as in -A tcp/22");
  }

  private Optional<Duration> accessTimeout() throws CliException {
    // Zero is how the reference client says "the server's default".
    return sources.value(SpaOptions.FW_TIMEOUT).filter(time -> !time.isZero());
  }
}
