package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.args.Opt.valued;

import io.github.fwknoptunnel.cli.args.Opt.Section;
import java.util.List;

/** A tunnel that runs as a service. */
public final class ServiceOptions {
  public static final Opt METRICS =
      valued(
          Section.TUNNEL,
          "--metrics",
          "[HOST:]PORT",
          "Serve Prometheus metrics, /healthz and /readyz here (host: 127.0.0.1).");
  public static final Opt IDLE_EXIT =
      valued(
          Section.TUNNEL,
          "--idle-exit",
          "TIME",
          "End when no connection was open for this long; for socket activation.");

  static final List<Opt> ALL = List.of(METRICS, IDLE_EXIT);

  private ServiceOptions() {}
}
