package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** A tunnel that runs as a service. */
public final class ServiceOptions {
  public static final OptionDescriptor METRICS =
      valued(
              Section.TUNNEL,
              "--metrics",
              "[HOST:]PORT",
              "Serve Prometheus metrics, /healthz and /readyz here (host: 127.0.0.1).")
          .titled("metrics");
  public static final OptionDescriptor EXIT_IDLE_TIME =
      valued(
              Section.TUNNEL,
              "--exit-idle-time",
              "TIME",
              "End when no connection was open for this long; for socket activation.")
          .titled("idle exit");

  public static final List<OptionDescriptor> ALL = List.of(METRICS, EXIT_IDLE_TIME);

  private ServiceOptions() {}
}
