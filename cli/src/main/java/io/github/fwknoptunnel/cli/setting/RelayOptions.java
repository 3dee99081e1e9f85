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
              "When the kernel asks a silent peer whether it is there; off: never (default: 60s,15s,6).")
          .titled("keep alive");
  public static final OptionDescriptor IDLE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--idle-timeout",
              "TIME",
              "Close connections without a byte for this long (default: never).")
          .titled("idle timeout");
  public static final OptionDescriptor HALF_CLOSE_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--half-close-timeout",
              "TIME",
              "Close connections of which one side has ended, after this long without a byte (default: 10m).")
          .titled("half-close");

  public static final List<OptionDescriptor> ALL =
      List.of(KEEP_ALIVE, IDLE_TIMEOUT, HALF_CLOSE_TIMEOUT);

  private RelayOptions() {}
}
