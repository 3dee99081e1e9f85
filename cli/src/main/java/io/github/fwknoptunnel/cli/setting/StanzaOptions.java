package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** Saving what a command line says. */
public final class StanzaOptions {
  public static final OptionDescriptor SAVE =
      flag(
          Section.COMMAND,
          "--save-rc-stanza",
          "Save the SPA options and the keys of --key-file to the rc file;"
              + " -n, or else -D, names the stanza. Then send the packet.");
  public static final OptionDescriptor FORCE =
      flag(Section.COMMAND, "--force-stanza", "With --save-rc-stanza: replace an existing stanza.");

  public static final List<OptionDescriptor> ALL = List.of(SAVE, FORCE);

  private StanzaOptions() {}
}
