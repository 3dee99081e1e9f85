package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long a connection may be silent. */
public final class RelayOptions {
  public static final Setting<Optional<KeepAliveConfig>> KEEP_ALIVE =
      valued(
              Section.TUNNEL,
              "--keep-alive",
              TunnelTypes.KEEP_ALIVE,
              "TCP keep-alive: idle time, probe interval, probe count; 'off' disables it.")
          .withDefault("60s,15s,6")
          .titled("keep alive");
  public static final Setting<Duration> IDLE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--idle-timeout",
              ValueType.POSITIVE_DURATION,
              "Close a connection after this time without a byte (default: never).")
          .titled("idle timeout");
  public static final Setting<Duration> HALF_CLOSE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--half-close-timeout",
              ValueType.POSITIVE_DURATION,
              "Close a half-closed connection after this time without a byte.")
          .withDefault("10m")
          .titled("half-close timeout");

  public static final List<Setting<?>> ALL = List.of(KEEP_ALIVE, IDLE_TIMEOUT, HALF_CLOSE_TIMEOUT);

  private RelayOptions() {}
}
