package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.args.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.args.OptionDescriptor.Section;
import java.util.List;

/** A tunnel that runs as a service. */
public final class ServiceOptions {
  public static final OptionDescriptor METRICS =
      valued(
          Section.TUNNEL,
          "--metrics",
          "[HOST:]PORT",
          "Serve Prometheus metrics, /healthz and /readyz here (host: 127.0.0.1).");
  public static final OptionDescriptor EXIT_IDLE_TIME =
      valued(
          Section.TUNNEL,
          "--exit-idle-time",
          "TIME",
          "End when no connection was open for this long; for socket activation.");

  static final List<OptionDescriptor> ALL = List.of(METRICS, EXIT_IDLE_TIME);

  private ServiceOptions() {}
}
