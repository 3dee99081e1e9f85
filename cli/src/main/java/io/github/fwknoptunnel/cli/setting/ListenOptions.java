package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import java.nio.file.Path;
import java.util.List;

/** Who can connect, and how often. */
public final class ListenOptions {
  public static final Setting<Path> UNIX_SOCKET =
      valued(
              Section.TUNNEL,
              "--unix-socket",
              ValueType.file("PATH", new ValueKind.File()),
              "Listen on this Unix-domain socket instead of a port; only its owner can connect.")
          .titled("Unix socket");
  public static final Setting<String> ALLOW_USER =
      valued(
              Section.TUNNEL,
              "--allow-user",
              ValueType.text("USER"),
              "Accept connections from this user's processes only (name or number; * for all users). Linux only.")
          .titled("allowed users")
          .repeatable();
  public static final Setting<Integer> MAX_CONNECTIONS =
      valued(
              Section.TUNNEL,
              "--max-connections",
              ValueType.number("N", 1, 1_000_000),
              "Maximum number of open connections; further clients wait.")
          .withDefault("4096")
          .titled("max connections");

  public static final List<Setting<?>> ALL =
      List.of(UNIX_SOCKET, ALLOW_USER, MAX_CONNECTIONS, Options.MAX_KNOCKS_PER_MINUTE);

  private ListenOptions() {}
}
