package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import java.util.List;

/** Saving what a command line says. */
public final class StanzaOptions {
  public static final Setting<Boolean> SAVE =
      flag(
          Section.COMMAND,
          "--save-rc-stanza",
          "Save the SPA options and the keys of --key-file to the rc file;"
              + " -n, or else -D, names the stanza. Then send the packet.");
  public static final Setting<Boolean> FORCE =
      flag(Section.COMMAND, "--force-stanza", "With --save-rc-stanza: replace an existing stanza.");

  public static final List<Setting<?>> ALL = List.of(SAVE, FORCE);

  private StanzaOptions() {}
}
