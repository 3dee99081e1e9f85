package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.tunnel.RelayConfig;

/** How long a connection may be silent, read from the command line. */
public final class RelaySettings {
  private RelaySettings() {}

  public static RelayConfig read(ParsedArguments arguments) throws CliException {
    RelayConfig normal = RelayConfig.DEFAULT;
    return new RelayConfig(
        normal.threads(),
        arguments.value(RelayOptions.IDLE_TIMEOUT),
        arguments.valueOrDefault(RelayOptions.HALF_CLOSE_TIMEOUT),
        arguments.valueOrDefault(RelayOptions.KEEP_ALIVE));
  }
}
