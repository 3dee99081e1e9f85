package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.args.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.args.OptionDescriptor.Section;
import java.util.List;

/** How long a connection may be silent. */
public final class RelayOptions {
  public static final OptionDescriptor KEEP_ALIVE =
      valued(
          Section.TUNNEL,
          "--keep-alive",
          "IDLE[,INTERVAL[,COUNT]]",
          "When the kernel asks a silent peer whether it is there; off: never (default: 60s,15s,6).");
  public static final OptionDescriptor IDLE_TIMEOUT =
      valued(
          Section.TUNNEL,
          "--idle-timeout",
          "TIME",
          "Close connections without a byte for this long (default: never).");
  public static final OptionDescriptor HALF_CLOSE_TIMEOUT =
      valued(
          Section.TUNNEL,
          "--half-close-timeout",
          "TIME",
          "Close connections of which one side has ended, after this long without a byte (default: 10m).");

  static final List<OptionDescriptor> ALL = List.of(KEEP_ALIVE, IDLE_TIMEOUT, HALF_CLOSE_TIMEOUT);

  private RelayOptions() {}
}
