package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.args.Opt.Section;
import java.util.List;

/** What {@code connect} has besides the options of SPA. */
public final class ConnectOptions {
  public static final Opt FDPASS =
      Opt.flag(
          Section.COMMAND,
          "--fdpass",
          "Hand the connected socket to ssh and end, for ProxyUseFdpass yes.");

  static final List<Opt> ALL =
      List.of(
          FDPASS,
          Options.CMD,
          Options.CMD_TIMEOUT,
          Options.DELAY,
          Options.OPEN_TIMEOUT,
          Options.MAX_PACKETS);

  private ConnectOptions() {}
}
