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
          "Save these options, and the keys of --key-file, as the stanza -n of the rc file; then send the packet.");
  public static final OptionDescriptor FORCE =
      flag(
          Section.COMMAND,
          "--force-stanza",
          "With --save-rc-stanza: replace a stanza of that name.");

  public static final List<OptionDescriptor> ALL = List.of(SAVE, FORCE);

  private StanzaOptions() {}
}
