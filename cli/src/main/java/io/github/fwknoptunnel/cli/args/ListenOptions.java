package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.args.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.args.OptionDescriptor.Section;
import java.util.List;

/** Who may come in, and how many. */
public final class ListenOptions {
  public static final OptionDescriptor UNIX_SOCKET =
      valued(
          Section.TUNNEL,
          "--unix-socket",
          "PATH",
          "Listen on this Unix-domain socket instead of a port; only you can connect to it.");
  public static final OptionDescriptor ALLOW_USER =
      valued(
          Section.TUNNEL,
          "--allow-user",
          "USER",
          "Serve only this user's processes (name or number; may be repeated; * for all). Linux only.");
  public static final OptionDescriptor MAX_CONNECTIONS =
      valued(
          Section.TUNNEL,
          "--max-connections",
          "N",
          "Connections at a time; further clients wait (default: 4096).");

  public static final OptionDescriptor MAX_KNOCKS =
      valued(
          Section.BEHAVIOUR,
          "--max-knocks-per-minute",
          "N",
          "SPA packets in any 60 seconds; further connections wait (default: 60).");

  static final List<OptionDescriptor> ALL =
      List.of(UNIX_SOCKET, ALLOW_USER, MAX_CONNECTIONS, MAX_KNOCKS);

  private ListenOptions() {}
}
