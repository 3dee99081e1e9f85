package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plain text of {@code --stdin} or {@code --fd}: a pipe, which can be read once. */
final class PlainTextKeys implements KeySource {
  private final ConfigSources sources;
  private final Setting<?> option;
  private @Nullable KeyLines lines;

  private PlainTextKeys(ConfigSources sources, Setting<?> option) {
    this.sources = sources;
    this.option = option;
  }

  static Optional<KeySource> of(ConfigSources sources) {
    return sources
        .line()
        .firstOf(List.of(KeyOptions.STDIN, KeyOptions.FD))
        .map(option -> new PlainTextKeys(sources, option));
  }

  private KeyLines lines() throws CliException {
    KeyLines read = lines;
    if (read == null) {
      read =
          new KeyLines(
              option.equals(KeyOptions.STDIN)
                  ? FdKeyReader.readStdin(sources.console(), option.toString())
                  : FdKeyReader.read(sources.line(), KeyOptions.FD, sources.console()));
      lines = read;
    }
    return read;
  }

  @Override
  public Optional<KeyWithOrigin<EncryptionKey>> encryption() throws CliException, KeyException {
    return Optional.of(
        new KeyWithOrigin<>(
            EncryptionKey.of(lines().encryptionKey()), sources.line().origin(option)));
  }

  @Override
  public Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException, KeyException {
    Optional<byte[]> second = lines().hmacKey();
    return second.isPresent()
        ? Optional.of(new KeyWithOrigin<>(HmacKey.of(second.get()), sources.line().origin(option)))
        : Optional.empty();
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }
}
