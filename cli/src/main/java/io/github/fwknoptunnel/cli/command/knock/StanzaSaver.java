package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.setting.StanzaOptions;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.RcEntry;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.StanzaEditor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code --save-rc-stanza}: the options of this command line, and the keys of its key file, as a
 * stanza. Keys from other sources are not saved: a user who keeps them in a password manager or a
 * credential has a reason.
 */
record StanzaSaver(ParsedArguments line, Path file, String name) {
  /** With GPG these mean the pass phrase of the key that signs. */
  private static final Set<RcVariable<?>> ENCRYPTION_KEY =
      Set.of(RcVariable.KEY, RcVariable.KEY_BASE64);

  /** The stanza that {@code -n} names, else the server. */
  static StanzaSaver read(ParsedArguments line) throws CliException {
    Optional<String> named = line.value(SpaOptions.NAMED_CONFIG);
    String name =
        (named.isPresent() ? named : line.value(SpaOptions.DESTINATION))
            .orElseThrow(() ->
                CliException.usage(
                    StanzaOptions.SAVE + " needs the name of a stanza",
                    "add " + SpaOptions.NAMED_CONFIG + " STANZA"));
    Path file =
        ConfigSources.rcFile(line).orElseThrow(() -> new AssertionError("a stanza needs a file"));
    return new StanzaSaver(line, file, name);
  }

  /**
   * Writes the file.
   *
   * @param gpg whether an encryption key has no place in it
   * @return what was done, in words
   */
  String save(boolean gpg) throws CliException {
    try {
      if (exists() && !line.has(StanzaOptions.FORCE)) {
        throw CliException.config(
            file + ": stanza [" + name + "] already exists",
            "use " + StanzaOptions.FORCE + " to overwrite it");
      }
      List<RcEntry> entries = entries(gpg);
      StanzaEditor.of(file, name, entries).overwritingGiven().save();
      boolean keys = entries.stream().anyMatch(entry -> entry.variable().isKey());
      return "saved [" + name + "] in " + file + (keys ? ", with the keys" : ", without keys");
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    }
  }

  private boolean exists() throws RcException {
    // What the default stanza holds counts for every other.
    return Files.exists(file)
        && (name.equalsIgnoreCase("default")
            || RcFile.readAnyMode(file).stanzas().stream().anyMatch(name::equalsIgnoreCase));
  }

  private List<RcEntry> entries(boolean gpg) throws CliException, RcException {
    Map<RcVariable<?>, RcEntry> entries = new LinkedHashMap<>();
    new StanzaExport(line).entries().forEach(entry -> entries.put(entry.variable(), entry));
    Optional<Path> keys = line.value(SpaOptions.KEY_FILE);
    if (keys.isPresent() && !Files.isRegularFile(keys.get())) {
      throw CliException.config(
          keys.get() + ": keys from a pipe cannot be saved",
          "use a regular file with " + SpaOptions.KEY_FILE + ", or omit " + StanzaOptions.SAVE);
    }
    for (RcEntry entry : keys.isPresent() ? KeyFile.entries(keys.get()) : List.<RcEntry>of()) {
      if (!gpg || !ENCRYPTION_KEY.contains(entry.variable())) {
        entries.putIfAbsent(entry.variable(), entry);
      }
    }
    return List.copyOf(entries.values());
  }
}
