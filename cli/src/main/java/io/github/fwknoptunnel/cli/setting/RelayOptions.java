package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** How long a connection may be silent. */
public final class RelayOptions {
  public static final OptionDescriptor KEEP_ALIVE =
      valued(
              Section.TUNNEL,
              "--keep-alive",
              "IDLE[,INTERVAL[,COUNT]]",
              "TCP keep-alive: idle time, probe interval, probe count; 'off' disables it (default: 60s,15s,6).")
          .titled("keep alive");
  public static final OptionDescriptor IDLE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--idle-timeout",
              "TIME",
              "Close a connection after this time without a byte (default: never).")
          .titled("idle timeout");
  public static final OptionDescriptor HALF_CLOSE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--half-close-timeout",
              "TIME",
              "Close a half-closed connection after this time without a byte (default: 10m).")
          .titled("half-close");

  public static final List<OptionDescriptor> ALL =
      List.of(KEEP_ALIVE, IDLE_TIMEOUT, HALF_CLOSE_TIMEOUT);

  private RelayOptions() {}
}
