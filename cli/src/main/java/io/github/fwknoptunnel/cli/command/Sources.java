package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.args.StanzaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.OneLine;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.rc.Exposure;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcSettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where settings come from, the stronger first: the command line, the stanza, {@code [default]}.
 *
 * @param rc the two of the rc file, merged
 * @param console for keys from stdin and from a person
 * @param inputs what was read already
 */
record Sources(Arguments line, RcSettings rc, Console console, InputCache inputs) {
  private static final List<Opt> NEED_FILE =
      List.of(SpaOptions.NAMED_CONFIG, SpaOptions.STANZA_LIST, StanzaOptions.SAVE);

  static Sources read(Arguments line, Console console) throws ProblemException {
    return read(line, console, new InputCache());
  }

  /** Without an rc file. */
  static Sources of(Arguments line, Console console) {
    return new Sources(line, RcSettings.none(), console, new InputCache());
  }

  static Sources read(Arguments line, Console console, InputCache inputs) throws ProblemException {
    Optional<Path> file = rcFile(line);
    boolean saving = line.has(StanzaOptions.SAVE);
    if (file.isEmpty() || (saving && !Files.exists(file.get()))) {
      return new Sources(line, RcSettings.none(), console, inputs);
    }
    try {
      boolean anyMode = line.has(SpaOptions.INSECURE_KEY_FILE);
      RcFile rc =
          inputs.file(
              file.get(), () -> anyMode ? RcFile.readAnyMode(file.get()) : RcFile.read(file.get()));
      // A stanza that is about to be written says nothing yet.
      Optional<String> stanza = saving ? Optional.empty() : line.text(SpaOptions.NAMED_CONFIG);
      RcSettings settings = stanza.isPresent() ? rc.settings(stanza.get()) : rc.settings();
      // Without keys in it there is no harm in reading it.
      if (rc.exposure() == Exposure.WRITABLE && !anyMode) {
        String name = OneLine.of(file.get().toString());
        inputs.warn(line, console, "others can change " + name + ": run 'chmod 600 " + name + "'");
      }
      inputs.warn(line, console, settings.warnings());
      return new Sources(line, settings, console, inputs);
    } catch (RcException e) {
      throw new ProblemException(RcWords.ofRcFile(e), e);
    }
  }

  /** The file to read; the default one need not exist unless a stanza of it is wanted. */
  static Optional<Path> rcFile(Arguments line) throws ProblemException {
    boolean wanted = line.firstOf(NEED_FILE).isPresent();
    if (line.has(SpaOptions.NO_RC_FILE)) {
      if (wanted) {
        throw new ProblemException(
            Problem.usage(
                SpaOptions.NO_RC_FILE + " leaves no file to look for a stanza in",
                "leave it out, or name the settings on the command line"));
      }
      return Optional.empty();
    }
    Optional<Path> named = line.file(SpaOptions.RC_FILE);
    if (named.isPresent()) {
      return named;
    }
    Optional<Path> standard = home().map(home -> home.resolve(".fwknoprc"));
    if (wanted && standard.isEmpty()) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "there is no home directory to look for .fwknoprc in",
              "set HOME, or name the file with " + SpaOptions.RC_FILE + " FILE"));
    }
    return standard.filter(path -> wanted || Files.exists(path));
  }

  private static Optional<Path> home() throws ProblemException {
    try {
      return Home.directory();
    } catch (InvalidPathException e) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "the home directory's name has characters that this locale cannot represent",
              "set LC_ALL=C.UTF-8, or name the file with " + SpaOptions.RC_FILE + " FILE"),
          e);
    }
  }

  /** What the command line says, else the rc file. */
  <T> Optional<T> or(Optional<T> given, RcVariable<T> variable) {
    return given.or(() -> rc.value(variable));
  }

  /** The same for a text that is yet to be read, with where it stands. */
  Optional<GivenText> text(Opt option, RcVariable<String> variable) throws ProblemException {
    return line.text(option)
        .map(text -> new GivenText(text, option.toString(), ExitStatus.USAGE))
        .or(() -> rc.find(variable).map(Sources::given));
  }

  private static GivenText given(Setting<String> setting) {
    return new GivenText(setting.value(), setting.where().toString(), ExitStatus.CONFIGURATION);
  }

  /** A switch of either. */
  boolean on(Opt option, RcVariable<Boolean> variable) {
    return line.has(option) || rc.value(variable).orElse(false);
  }
}
