package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.access.KnockPerConnection;
import io.github.fwknoptunnel.tunnel.access.PortOpener;
import io.github.fwknoptunnel.tunnel.access.TargetNames;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * {@code knock --wait}: knocks, and then tries to connect until the port is open.
 *
 * @param limit after the first packet
 * @param family of the addresses
 * @param suspected what the options may be the cause of, should the port stay closed
 */
public record PortWaiter(
    TunnelConfig.HostAndPort target, Duration limit, Family family, Set<LikelyCause> suspected) {

  /** Empty without {@code --wait}. */
  public static Optional<PortWaiter> read(ParsedArguments line, SpaSettings settings)
      throws CliException {
    Optional<Duration> limit = line.value(Options.WAIT);
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    line.refuseExcluded(List.of(Options.WAIT));
    String host = HostText.remoteHost(line).orElse(settings.server());
    int port = port(settings.request(), line.value(Options.REMOTE_PORT));
    return Optional.of(
        new PortWaiter(
            new TunnelConfig.HostAndPort(host, port),
            limit.get(),
            settings.family(),
            settings.suspected()));
  }

  /** The port to connect to; with NAT it is the one that is opened in place of the other. */
  private static int port(SpaRequest request, Optional<Integer> remote) throws CliException {
    if (request instanceof SpaRequest.Command && remote.isPresent()) {
      return remote.get();
    }
    List<Integer> opened =
        request.ports().stream()
            .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
            .map(PortSpec::port)
            .toList();
    return remote
        .filter(opened::contains)
        .or(() -> opened.stream().findFirst())
        .orElseThrow(() ->
            CliException.usage(
                Options.WAIT + " has no tcp port to wait for",
                "name it with " + Options.REMOTE_PORT + " or among those of -A"));
  }

  /** Returns when the port is open. */
  public void knock(Knocker knocker, TunnelListener listener)
      throws CliException, InterruptedException {
    Dialer dialer = new Dialer(Duration.ZERO, limit, knocker.maxKnocks());
    TargetNames names = new TargetNames(target.host(), target.port(), family);
    PortOpener opener = new PortOpener(names, knocker, dialer, listener);
    try {
      close(new KnockPerConnection(opener).acquire(1).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectFailedException closed) {
        throw new CliException(ConnectFailureMessages.of(closed.failure(), suspected), closed);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The program that waited connects by itself. */
  private static void close(Upstream upstream) {
    try {
      if (upstream instanceof Upstream.Connected connected) {
        connected.result().channel().close();
      }
    } catch (IOException e) {
      // It was open: nothing else matters.
    }
  }
}
