package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.KeyStrengthCheck;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.keys.RequiredHmac;
import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.GpgMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.messages.PacketLimitMessages;
import io.github.fwknoptunnel.cli.messages.RequestMessages;
import io.github.fwknoptunnel.cli.messages.ResolveMessages;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The settings of the packet: server, request, and a client that makes it.
 *
 * @param allowIp known, or yet to be found out: see {@link #resolved}
 * @param server name or address of the SPA server
 * @param family of the packets, and of the connections after them
 * @param keys empty if gpg makes the packets, which may prompt for each
 * @param warnings what will probably not work as it was meant, except for weak keys
 * @param suspected what the options themselves may be the cause of, should the port stay closed
 */
public record SpaSettings(
    SpaClient client,
    SpaRequest request,
    AllowIpSettings allowIp,
    String server,
    int port,
    Family family,
    Optional<ResolvedKeys> keys,
    List<String> warnings,
    Set<LikelyCause> suspected) {
  private static final AllowIp WIDEST_ADDRESS = new AllowIp("255.255.255.255");

  /**
   * Reads the options.
   *
   * @param remoteHost the default of {@code -D}, below the stanza's server
   * @param dialled the port to connect to, the default of {@code -A}
   */
  public static SpaSettings read(
      ConfigSources sources, Optional<String> remoteHost, Optional<Integer> dialled)
      throws CliException {
    return read(sources, remoteHost, dialled, UnaryOperator.identity());
  }

  /**
   * The same with an ear for what is sent.
   *
   * @param watched made of what sends the packets
   */
  public static SpaSettings read(
      ConfigSources sources,
      Optional<String> remoteHost,
      Optional<Integer> dialled,
      UnaryOperator<SpaTransport> watched)
      throws CliException {
    ParsedArguments line = sources.line();
    String server = HostText.server(sources, remoteHost);
    int port = sources.valueOrDefault(SpaOptions.SERVER_PORT);
    Family family = FamilySettings.ofPackets(line);
    AllowIpSettings allowIp = AllowIpSettings.read(sources, family);
    SpaRequest request = new RequestSettings(sources, server).read(dialled);
    Username user = username(sources);
    Clock clock = Clock.offset(Clock.systemUTC(), timeOffset(sources));
    Optional<ResolvedKeys> keys =
        GpgMode.wanted(sources)
            ? Optional.empty()
            : Optional.of(RequiredHmac.complete(sources, KeyResolver.read(sources)));
    SpaClient client =
        (keys.isPresent() ? withAes(sources, keys.get()) : withGpg(sources))
            .username(user)
            .clock(clock)
            .transport(PacketFile.read(line).before(TransportSettings.read(sources, watched)))
            .build();
    return new SpaSettings(
        family == Family.IPV4 ? client : client.withIpv6(),
        request,
        allowIp,
        server,
        port,
        family,
        keys,
        warnings(sources),
        suspected(sources, port));
  }

  private static List<String> warnings(ConfigSources sources) throws CliException {
    List<String> warnings = new ArrayList<>(new Contradictions(sources.line()).warnings());
    TransportSettings.warning(sources).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private static Set<LikelyCause> suspected(ConfigSources sources, int port) throws CliException {
    Set<LikelyCause> causes = EnumSet.noneOf(LikelyCause.class);
    if (port != SpaServer.DEFAULT_PORT || !TransportSettings.isPlainUdp(sources)) {
      causes.add(LikelyCause.SERVER_PORT);
    }
    if (sources.line().has(SpaOptions.ALLOW_IP)) {
      causes.add(LikelyCause.ADDRESS);
    }
    return causes;
  }

  private static SpaClient.Builder withAes(ConfigSources sources, ResolvedKeys keys)
      throws CliException {
    return SpaClient.builder(keys.keys()).suite(AlgorithmSettings.read(sources, keys));
  }

  private static SpaClient.Builder withGpg(ConfigSources sources) throws CliException {
    GpgMode mode = GpgMode.read(sources);
    return SpaClient.builder(mode.keys()).suite(mode.suite());
  }

  private static Username username(ConfigSources sources) throws CliException {
    Optional<Username> named = sources.value(SpaOptions.SPOOF_USER);
    if (named.isPresent()) {
      return named.get();
    }
    DefaultUsername sender = DefaultUsername.find();
    try {
      return Username.parse(sender.name());
    } catch (MessageException e) {
      String what =
          "the user name " + sender.origin().map(v -> "in " + v).orElse("of this session");
      throw new CliException(
          CliError.config(
              RequestMessages.of(e, what).error(),
              "set another with " + SpaOptions.SPOOF_USER + " NAME, or SPOOF_USER in a stanza"),
          e);
    }
  }

  /** Of two offsets the negative one counts, as with the reference client. */
  public static Duration timeOffset(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    Optional<Duration> plus = line.value(SpaOptions.TIME_OFFSET_PLUS);
    return line.value(SpaOptions.TIME_OFFSET_MINUS)
        .map(Duration::negated)
        .or(() -> plus)
        .or(() -> sources.rc().value(RcVariable.TIME_OFFSET))
        .orElse(Duration.ZERO);
  }

  /** The same with another request. */
  public SpaSettings asking(SpaRequest other) {
    return new SpaSettings(client, other, allowIp, server, port, family, keys, warnings, suspected);
  }

  /** The same to another server. */
  public SpaSettings to(String other) {
    return new SpaSettings(
        client, request, allowIp, other, port, family, keys, warnings, suspected);
  }

  /** What is wrong with keys that can be used nevertheless. */
  public List<String> keyWarnings() {
    return keys.map(known -> new KeyStrengthCheck(known.keys()).warnings()).orElse(List.of());
  }

  /** The warnings, those of the keys too. */
  public List<String> allWarnings() {
    return Stream.concat(warnings.stream(), keyWarnings().stream()).toList();
  }

  public boolean gpg() {
    return keys.isEmpty();
  }

  /**
   * Makes one packet and sends nothing: the proof that the settings fit together. An address that
   * is not resolved yet is no longer than the placeholder here.
   */
  public SpaPacket seal() throws CliException {
    try {
      return client.seal(request, allowIp.known().orElse(WIDEST_ADDRESS));
    } catch (PacketLimitException e) {
      throw new CliException(PacketLimitMessages.of(e), e);
    } catch (GpgException e) {
      throw new CliException(GpgMessages.of(e), e);
    }
  }

  /** The same with the address found out, if it has to be. */
  public SpaSettings resolved() throws CliException, InterruptedException {
    if (allowIp.known().isPresent()) {
      return this;
    }
    try {
      AllowIpSettings found = AllowIpSettings.of(allowIp.resolver().resolve());
      return new SpaSettings(
          client, request, found, server, port, family, keys, warnings, suspected);
    } catch (PublicIpException e) {
      throw new CliException(ResolveMessages.of(e), e);
    }
  }

  /**
   * What knocks, and before that finds out whom to let in.
   *
   * @param maxPackets for one knock attempt
   */
  public SpaKnocker knocker(int maxPackets) {
    return new SpaKnocker(client, request, allowIp.resolver(), server, port, maxPackets);
  }

  /** A summary of the request and the server of the packet. */
  public String summary() {
    return "%s to %s for %s".formatted(place(), wish(), allowIp);
  }

  /** The same for a line of the log that names the target already. */
  public String brief() {
    return "knocks at %s for %s".formatted(place(), PortSpec.join(request.ports()))
        + (allowIp.isPacketSource() ? "" : ", to allow " + allowIp);
  }

  private String place() {
    // Several servers are written one after the other.
    boolean ipv6 = server.contains(":") && !server.contains(",");
    return (ipv6 ? "[" + server + "]" : server) + ":" + port;
  }

  private String wish() {
    if (request instanceof SpaRequest.Command command) {
      return "run '" + command.commandLine() + "'";
    }
    return "open "
        + PortSpec.join(request.ports())
        + request.nat().map(nat -> " and forward it to " + nat.target()).orElse("");
  }
}
