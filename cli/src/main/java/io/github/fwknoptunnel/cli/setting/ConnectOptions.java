package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** What {@code connect} has besides the options of SPA. */
public final class ConnectOptions {
  public static final OptionDescriptor FDPASS =
      OptionDescriptor.flag(
              Section.COMMAND, "--fdpass", "Pass the socket to ssh, for ProxyUseFdpass yes.")
          .asCommon();

  public static final List<OptionDescriptor> ALL =
      List.of(
          FDPASS,
          Options.FAMILY,
          Options.CMD,
          Options.CMD_TIMEOUT,
          Options.DELAY,
          Options.CONNECT_TIMEOUT,
          Options.MAX_PACKETS);

  private ConnectOptions() {}
}
