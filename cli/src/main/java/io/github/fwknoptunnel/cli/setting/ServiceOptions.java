package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A tunnel that runs as a service. */
public final class ServiceOptions {
  public static final Setting<InetSocketAddress> METRICS =
      valued(
              Section.TUNNEL,
              "--metrics",
              TunnelTypes.ADDRESS,
              "Serve metrics, health checks and the status on this address (default host: 127.0.0.1).")
          .titled("metrics");

  /** The same address for {@code status}. */
  public static final Setting<InetSocketAddress> STATUS_ADDRESS =
      valued(
              Section.COMMAND,
              "--metrics",
              TunnelTypes.ADDRESS,
              "The tunnel's --metrics address (default host: 127.0.0.1).")
          .titled("metrics")
          .asCommon();

  public static final Setting<Duration> EXIT_IDLE_TIME =
      valued(
              Section.TUNNEL,
              "--exit-idle-time",
              ValueType.POSITIVE_DURATION,
              "Exit after this time without an open connection; for socket activation.")
          .titled("exit idle time");

  public static final List<Setting<?>> ALL = List.of(METRICS, EXIT_IDLE_TIME);

  /** All tunnels of a process share these. */
  public static final List<Setting<?>> OF_THE_PROCESS =
      Options.join(
          Options.GENERAL,
          List.of(
              Options.LOCAL_FORWARD,
              Options.EXIT_ON_FORWARD_FAILURE,
              Options.READY_FILE,
              Options.DRAIN_TIMEOUT),
          ProxyOptions.ALL,
          ALL);

  private ServiceOptions() {}
}
