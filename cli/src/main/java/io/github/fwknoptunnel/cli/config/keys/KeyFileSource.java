package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a key file: from a file, a command or a descriptor, or a systemd credential. */
final class KeyFileSource implements KeySource {
  private final String name;
  private final String origin;
  private final String input;
  private final InputCache.Reading<RcConfig> reading;
  private final InputCache inputs;

  /**
   * A source.
   *
   * @param name in errors
   * @param origin in reports
   * @param input what is read: once for all tunnels that have the same
   */
  private KeyFileSource(
      String name,
      String origin,
      String input,
      InputCache.Reading<RcConfig> reading,
      InputCache inputs) {
    this.name = name;
    this.origin = origin;
    this.input = input;
    this.reading = reading;
    this.inputs = inputs;
  }

  /** The option that names one, if there is any. */
  static Optional<KeySource> ofOption(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    Optional<Setting<?>> option = line.firstOf(MutuallyExclusive.BOTH_KEYS);
    if (option.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> file = line.value(SpaOptions.KEY_FILE);
    Optional<String> command = line.value(SpaOptions.KEY_COMMAND);
    InputCache.Reading<RcConfig> reading =
        file.isPresent()
            ? () -> read(line, file.get())
            : command.isPresent()
                ? () -> KeyCommand.run(command.get())
                : () -> fromDescriptor(sources);
    return Optional.of(
        new KeyFileSource(
            file.isPresent() ? file.get().toString() : option.get().name(),
            line.origin(option.get()),
            file.isPresent()
                ? InputCache.nameOf(file.get(), line)
                : option.get() + " " + line.text(option.get()).orElse(""),
            reading,
            sources.inputs()));
  }

  /** Its mode is not checked: systemd creates the directory for this service only. */
  static KeySource ofCredential(Path file, InputCache inputs) {
    return new KeyFileSource(
        file.toString(),
        file.toString(),
        file.toString(),
        () -> KeyFile.settingsAnyMode(file),
        inputs);
  }

  private static RcConfig read(ParsedArguments line, Path file) throws RcException {
    return line.has(SpaOptions.INSECURE_KEY_FILE)
        ? KeyFile.settingsAnyMode(file)
        : KeyFile.settings(file);
  }

  private static RcConfig fromDescriptor(ConfigSources sources) throws CliException, RcException {
    byte[] bytes = FdKeyReader.read(sources.line(), KeyOptions.KEY_FD, sources.console());
    try {
      return KeyFile.settings(KeyOptions.KEY_FD.toString(), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public RcConfig algorithms() throws CliException, RcException {
    return inputs.keys(input, RcConfig.class, reading);
  }

  /** There has to be one. */
  @Override
  public Optional<KeyWithOrigin<EncryptionKey>> encryption() throws CliException, RcException {
    return Optional.of(
        new KeyWithOrigin<>(KeyFile.keys(name, algorithms()).keys().encryption(), origin));
  }

  @Override
  public Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException, RcException {
    return algorithms().hmacKey().map(Located::value).map(key -> new KeyWithOrigin<>(key, origin));
  }
}
