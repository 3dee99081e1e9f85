package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** Who may come in, and how many. */
public final class ListenOptions {
  public static final OptionDescriptor UNIX_SOCKET =
      valued(
              Section.TUNNEL,
              "--unix-socket",
              "PATH",
              "Listen on this Unix-domain socket instead of a port; only its owner can connect.")
          .titled("local socket");
  public static final OptionDescriptor ALLOW_USER =
      valued(
              Section.TUNNEL,
              "--allow-user",
              "USER",
              "Accept connections from this user's processes only (name or number; * for all users). Linux only.")
          .titled("allowed users")
          .repeatable();
  public static final OptionDescriptor MAX_CONNECTIONS =
      valued(
              Section.TUNNEL,
              "--max-connections",
              "N",
              "Maximum number of open connections; further clients wait.")
          .withDefault("4096")
          .titled("max connections");

  public static final OptionDescriptor MAX_KNOCKS =
      valued(
              Section.BEHAVIOUR,
              "--max-knocks-per-minute",
              "N",
              "Maximum number of SPA packets in any 60 seconds; further connections wait.")
          .withDefault("60")
          .titled("max knocks");

  public static final List<OptionDescriptor> ALL =
      List.of(UNIX_SOCKET, ALLOW_USER, MAX_CONNECTIONS, MAX_KNOCKS);

  private ListenOptions() {}
}
