package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.knock.Door;
import io.github.fwknoptunnel.tunnel.knock.EachGate;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.OpeningListener;
import io.github.fwknoptunnel.tunnel.knock.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * {@code knock --wait}: knocks, and then tries to connect until the port is open.
 *
 * @param limit after the first packet
 */
record OpenWait(Target target, Duration limit) {

  /** Empty if nobody wants to wait. */
  static Optional<OpenWait> read(Arguments line, SpaSettings settings) throws ProblemException {
    Optional<Duration> limit = line.timeLimit(Options.WAIT);
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    if (line.has(SpaOptions.TEST)) {
      throw usage(
          Options.WAIT + " and " + SpaOptions.TEST + " exclude each other",
          "what is not sent opens nothing");
    }
    String host = line.text(Options.REMOTE_HOST).orElse(settings.server());
    HostText.checkTarget(
        host, new HostText.Origin(Options.REMOTE_HOST.toString(), ExitStatus.USAGE));
    int port = port(settings.request(), line.port(Options.REMOTE_PORT));
    return Optional.of(new OpenWait(new Target(host, port), limit.get()));
  }

  /** The port to connect to; with NAT it is the one that is opened in place of the other. */
  private static int port(SpaRequest request, Optional<Integer> remote) throws ProblemException {
    if (request instanceof SpaRequest.Command && remote.isPresent()) {
      return remote.get();
    }
    List<Integer> opened =
        ports(request).stream()
            .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
            .map(PortSpec::port)
            .toList();
    return remote
        .filter(opened::contains)
        .or(() -> opened.stream().findFirst())
        .orElseThrow(() ->
            usage(
                Options.WAIT + " has no tcp port to wait for",
                "name it with " + Options.REMOTE_PORT + " or among those of -A"));
  }

  /** The ports that a packet asks to open. */
  static List<PortSpec> ports(SpaRequest request) {
    return switch (request) {
      case SpaRequest.Access access -> access.ports();
      case SpaRequest.NatAccess nat -> nat.ports();
      case SpaRequest.LocalNatAccess nat -> nat.ports();
      case SpaRequest.Command command -> List.of();
    };
  }

  /** Returns when the port is open. */
  void knock(Knocker knocker, OpeningListener listener)
      throws ProblemException, InterruptedException {
    Dialer dialer = new Dialer(Duration.ZERO, limit, knocker.mostKnocks());
    Door door = new Door(target.host(), target.port(), knocker, dialer, listener);
    try {
      close(new EachGate(door).open(1).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OpenException closed) {
        throw new ProblemException(OpenWords.of(closed.failure()), closed);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Whoever waited connects by other means. */
  private static void close(Way way) {
    try {
      if (way instanceof Way.Through through) {
        through.opened().channel().close();
      }
    } catch (IOException e) {
      // It was open: nothing else matters.
    }
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
