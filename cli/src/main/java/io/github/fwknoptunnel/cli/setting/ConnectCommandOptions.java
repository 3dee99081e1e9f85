package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import java.util.List;

/** What {@code connect} has besides the options of SPA. */
public final class ConnectCommandOptions {
  public static final Setting<Boolean> FDPASS =
      Setting.flag(Section.COMMAND, "--fdpass", "Pass the socket to ssh, for ProxyUseFdpass yes.")
          .asCommon();

  public static final List<Setting<?>> ALL =
      List.of(
          FDPASS,
          Options.FAMILY,
          Options.CMD,
          Options.CMD_TIMEOUT,
          Options.DELAY,
          Options.CONNECT_TIMEOUT,
          Options.MAX_PACKETS);

  private ConnectCommandOptions() {}
}
