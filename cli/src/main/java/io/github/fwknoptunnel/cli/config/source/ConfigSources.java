package io.github.fwknoptunnel.cli.config.source;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.setting.StanzaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.rc.FileExposure;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where settings come from, the stronger first: command line, environment, stanza, {@code
 * [default]}.
 */
public final class ConfigSources {
  private final ParsedArguments line;
  private final RcConfig rc;
  private final Console console;
  private final InputCache inputs;

  /**
   * Sources that were read.
   *
   * @param rc stanza and {@code [default]}, merged
   * @param console for keys from stdin and from a person
   * @param inputs what was read already
   */
  public ConfigSources(ParsedArguments line, RcConfig rc, Console console, InputCache inputs) {
    this.line = line;
    this.rc = rc;
    this.console = console;
    this.inputs = inputs;
  }

  public ParsedArguments line() {
    return line;
  }

  public RcConfig rc() {
    return rc;
  }

  public Console console() {
    return console;
  }

  public InputCache inputs() {
    return inputs;
  }

  private static final List<Setting<?>> NEED_FILE =
      List.of(SpaOptions.NAMED_CONFIG, SpaOptions.STANZA_LIST, StanzaOptions.SAVE);

  public static ConfigSources read(ParsedArguments line, Console console) throws CliException {
    return read(line, console, new InputCache());
  }

  /** Without an rc file. */
  public static ConfigSources of(ParsedArguments line, Console console) {
    return new ConfigSources(line, RcConfig.none(), console, new InputCache());
  }

  public static ConfigSources read(ParsedArguments line, Console console, InputCache inputs)
      throws CliException {
    Optional<Path> file = rcFile(line);
    boolean saving = line.has(StanzaOptions.SAVE);
    if (file.isEmpty() || (saving && !Files.exists(file.get()))) {
      return new ConfigSources(line, RcConfig.none(), console, inputs);
    }
    try {
      boolean anyMode = line.has(SpaOptions.INSECURE_KEY_FILE);
      RcFile rc =
          inputs.file(
              InputCache.nameOf(file.get(), line),
              () -> anyMode ? RcFile.readAnyMode(file.get()) : RcFile.read(file.get()));
      // A stanza that is about to be written says nothing yet.
      Optional<String> stanza = saving ? Optional.empty() : line.value(SpaOptions.NAMED_CONFIG);
      RcConfig settings = stanza.isPresent() ? rc.settings(stanza.get()) : rc.settings();
      // Without keys in it there is no harm in reading it.
      if (!anyMode) {
        Optional<String> unsafe = unsafe(rc, LogSanitizer.of(file.get().toString()));
        if (unsafe.isPresent()) {
          inputs.warn(line, console, unsafe.get());
        }
      }
      inputs.warn(line, console, settings.warnings());
      return new ConfigSources(line, settings, console, inputs);
    } catch (RcException e) {
      throw new CliException(RcMessages.ofRcFile(e), e);
    }
  }

  private static Optional<String> unsafe(RcFile rc, String name) {
    if (rc.exposure() == FileExposure.WRITABLE) {
      return Optional.of("other users can change " + name + ": run 'chmod 600 " + name + "'");
    }
    return rc.otherOwner().map(owner -> name + " belongs to user " + owner + ", who can change it");
  }

  /** The file to read; the default one need not exist unless a stanza of it is wanted. */
  public static Optional<Path> rcFile(ParsedArguments line) throws CliException {
    boolean wanted = line.firstOf(NEED_FILE).isPresent();
    if (line.has(SpaOptions.NO_RC_FILE)) {
      if (wanted) {
        throw CliException.usage(
            SpaOptions.NO_RC_FILE + " excludes the rc file, which has the stanza",
            "omit it, or set the options on the command line");
      }
      return Optional.empty();
    }
    Optional<Path> named = line.value(SpaOptions.RC_FILE);
    if (named.isPresent()) {
      return named;
    }
    Optional<Path> usual = home().map(home -> home.resolve(".fwknoprc"));
    if (wanted && usual.isEmpty()) {
      throw CliException.config(
          "no home directory, so no ~/.fwknoprc",
          "set HOME, or use " + SpaOptions.RC_FILE + " FILE");
    }
    return usual.filter(path -> wanted || Files.exists(path));
  }

  private static Optional<Path> home() throws CliException {
    try {
      return Home.directory();
    } catch (InvalidPathException e) {
      throw new CliException(
          CliError.config(
              "the path of the home directory contains characters this locale cannot represent",
              "set LC_ALL=C.UTF-8, or use " + SpaOptions.RC_FILE + " FILE"),
          e);
    }
  }

  /** What the command line says, else the rc file. */
  public <T> Optional<T> value(Setting<T> setting) throws CliException {
    Optional<T> given = line.value(setting);
    return given.isPresent() ? given : setting.configured(rc);
  }

  /** The same, else the default. */
  public <T> T valueOrDefault(Setting<T> setting) throws CliException {
    Optional<T> value = value(setting);
    return value.isPresent() ? value.get() : setting.defaultValue();
  }

  /** The line of the rc file that says it. */
  public Optional<? extends Located<?>> configured(Setting<?> setting) {
    return setting.variable().flatMap(rc::find);
  }

  /** A switch of either. */
  public boolean on(Setting<Boolean> setting) throws CliException {
    return line.has(setting) || setting.configured(rc).orElse(false);
  }
}
