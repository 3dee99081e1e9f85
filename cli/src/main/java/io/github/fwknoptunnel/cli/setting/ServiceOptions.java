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
              "Serve metrics, health checks and the status on this address (default host: 127.0.0.1).")
          .titled("metrics");

  /** The same address for {@code status}. */
  public static final OptionDescriptor STATUS_ADDRESS =
      valued(
              Section.COMMAND,
              "--metrics",
              "[HOST:]PORT",
              "The tunnel's --metrics address (default host: 127.0.0.1).")
          .titled("metrics")
          .asCommon();

  public static final OptionDescriptor EXIT_IDLE_TIME =
      valued(
              Section.TUNNEL,
              "--exit-idle-time",
              "TIME",
              "Exit after this time without an open connection; for socket activation.")
          .titled("idle exit");

  public static final List<OptionDescriptor> ALL = List.of(METRICS, EXIT_IDLE_TIME);

  private ServiceOptions() {}
}
