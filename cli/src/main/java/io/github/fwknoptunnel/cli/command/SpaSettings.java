package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.GpgWords;
import io.github.fwknoptunnel.cli.words.MessageWords;
import io.github.fwknoptunnel.cli.words.UndeliverableWords;
import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.UndeliverableException;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything about the packet: whom to send it to, what it asks for, and a client that makes it.
 *
 * @param server name or address of the SPA server
 */
record SpaSettings(SpaClient client, SpaRequest.Access request, String server, int port) {
  /** Options that mean nothing without keys. */
  static final List<Opt> NEED_KEYS =
      List.of(
          Options.KEY_FILE,
          Options.INSECURE_KEY_FILE,
          Options.DIGEST_TYPE,
          Options.ENCRYPTION_MODE,
          Options.HMAC_DIGEST_TYPE,
          Options.DESTINATION,
          Options.SERVER_PORT,
          Options.ACCESS,
          Options.ALLOW_IP,
          Options.SOURCE_IP,
          Options.FW_TIMEOUT,
          Options.SPOOF_USER);

  /**
   * Reads the options.
   *
   * @param remoteHost the default of {@code -D}
   * @param remotePort the default of {@code -A}
   */
  static SpaSettings read(
      Arguments arguments, Optional<String> remoteHost, Optional<Integer> remotePort)
      throws ProblemException {
    String server =
        arguments
            .text(Options.DESTINATION)
            .or(() -> remoteHost)
            .orElseThrow(() -> missing(Options.DESTINATION, "name the SPA server with -D HOST"));
    int port = arguments.port(Options.SERVER_PORT).orElse(SpaServer.DEFAULT_PORT);
    SpaRequest.Access request =
        new SpaRequest.Access(source(arguments), ports(arguments, remotePort), openFor(arguments));
    Username user = username(arguments);
    KeySettings keys = KeySource.read(arguments);
    SpaClient client =
        SpaClient.builder(keys.keys())
            .suite(KeySource.suite(arguments, keys))
            .username(user)
            .build();
    return new SpaSettings(client, request, server, port);
  }

  private static List<PortSpec> ports(Arguments arguments, Optional<Integer> remotePort)
      throws ProblemException {
    Optional<String> access = arguments.text(Options.ACCESS);
    if (access.isEmpty()) {
      return List.of(
          PortSpec.tcp(
              remotePort.orElseThrow(
                  () -> missing(Options.ACCESS, "name the port to open, as in -A tcp/22"))));
    }
    List<PortSpec> ports;
    try {
      ports = PortSpec.parseList(access.get());
    } catch (MessageException e) {
      throw new ProblemException(MessageWords.of(e, Options.ACCESS), e);
    }
    if (remotePort.isPresent() && !ports.contains(PortSpec.tcp(remotePort.get()))) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "-A " + access.get() + " does not open the port that is connected to",
              "add tcp/" + remotePort.get() + " to it, or leave -A out"));
    }
    return ports;
  }

  private static AllowedSource source(Arguments arguments) throws ProblemException {
    Optional<String> address = arguments.text(Options.ALLOW_IP);
    if (address.isEmpty() || arguments.has(Options.SOURCE_IP)) {
      return AllowedSource.PACKET_SOURCE;
    }
    try {
      return AllowedSource.parse(address.get());
    } catch (MessageException e) {
      throw new ProblemException(MessageWords.of(e, Options.ALLOW_IP), e);
    }
  }

  private static Optional<Duration> openFor(Arguments arguments) throws ProblemException {
    // Zero is how the reference client says "the server's default".
    return arguments
        .number(Options.FW_TIMEOUT, 0, 65536)
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }

  private static Username username(Arguments arguments) throws ProblemException {
    Optional<String> given = arguments.text(Options.SPOOF_USER);
    String name =
        given.orElseGet(() -> Sender.name(System.getenv(), System.getProperty("user.name", "")));
    try {
      return Username.parse(name);
    } catch (MessageException e) {
      String what =
          given.isPresent() ? Options.SPOOF_USER.toString() : "the user name of this session";
      throw new ProblemException(MessageWords.of(e, what), e);
    }
  }

  private static ProblemException missing(Opt option, String hint) {
    return new ProblemException(Problem.usage(option.name() + " is missing", hint));
  }

  /** Makes one packet and sends nothing: the proof that the settings fit together. */
  SpaPacket seal() throws ProblemException {
    try {
      return client.seal(request);
    } catch (UndeliverableException e) {
      throw new ProblemException(UndeliverableWords.of(e), e);
    } catch (GpgException e) {
      throw new ProblemException(GpgWords.of(e), e);
    }
  }

  /** What the packet asks for and where it goes, in a few words. */
  String summary() {
    String from =
        request.from().equals(AllowedSource.PACKET_SOURCE)
            ? "the address it comes from"
            : request.from().toString();
    String ports = String.join(",", request.ports().stream().map(PortSpec::toString).toList());
    return "%s:%d to open %s for %s".formatted(server, port, ports, from);
  }
}
