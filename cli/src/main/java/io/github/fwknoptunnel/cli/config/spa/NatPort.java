package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.PortSpec;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * {@code --nat-port}: the port that is opened on the server, and connected to, in place of the one
 * it is forwarded to. The random one is drawn from the range that the reference client uses.
 */
public record NatPort(ConfigSources sources) {
  public boolean wanted() throws CliException {
    return random() || fixed().isPresent();
  }

  /** The ports to open: one instead of the one that was named, if there is such an option. */
  List<PortSpec> opened(List<PortSpec> ports) throws CliException {
    if (!wanted()) {
      return ports;
    }
    if (ports.size() > 1) {
      throw CliException.usage(
          SpaOptions.NAT_PORT + " with more than one port to open",
          "open one port: servers forward one");
    }
    PortSpec named = ports.getFirst();
    return List.of(
        random()
            ? named.atRandomPort(new SecureRandom())
            : new PortSpec(named.protocol(), fixed().orElseThrow()));
  }

  /** The requested port, if no remote port is named. */
  public Optional<Integer> behind() throws CliException {
    Optional<Integer> named = RequestSettings.access(sources).map(ports -> ports.getFirst().port());
    boolean elsewhere = sources.value(SpaOptions.NAT_ACCESS).isPresent();
    // What it is forwarded to says the NAT access then.
    return named.isEmpty() && elsewhere ? fixed() : named;
  }

  private boolean random() throws CliException {
    return sources.on(SpaOptions.NAT_RAND_PORT);
  }

  private Optional<Integer> fixed() throws CliException {
    return sources.value(SpaOptions.NAT_PORT).filter(port -> port > 0);
  }
}
