package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads key files, as {@code fwknop --key-gen --key-gen-file} and {@code keygen} write them: lines
 * {@code KEY_BASE64: …} and {@code HMAC_KEY_BASE64: …}, or {@code KEY} and {@code HMAC_KEY} with
 * plain text. If a name occurs twice, the last line is used; plain text is preferred to base64.
 * Thread-safe.
 */
public final class KeyFile {
  private static final String PEM = "-----BEGIN ";
  private static final List<String> UNDERSTOOD =
      List.of(
          "KEY",
          "KEY_BASE64",
          "HMAC_KEY",
          "HMAC_KEY_BASE64",
          "HMAC_DIGEST_TYPE",
          "DIGEST_TYPE",
          "ENCRYPTION_MODE");

  private KeyFile() {}

  /**
   * Reads the keys of a file, which must be readable by its owner only.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}, in UTF-8
   * @return keys that the caller closes
   * @throws RcException if the file or a key cannot be used; with {@link Reason#UNSAFE_PERMISSIONS}
   *     if other users can read or change it
   */
  public static KeySettings read(Path file) throws RcException {
    SecretFileReader.checkPrivate(file);
    return readAnyMode(file);
  }

  /**
   * Reads the keys of a file whatever its permissions, for secrets that are protected in another
   * way.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}, in UTF-8
   * @return keys that the caller closes
   * @throws RcException if the file or a key cannot be used
   */
  public static KeySettings readAnyMode(Path file) throws RcException {
    return parse(SecretFileReader.text(file));
  }

  /**
   * Reads the same lines from another source, such as a program's output.
   *
   * @param origin name of the source in failures
   * @param bytes UTF-8; the caller wipes them
   * @return keys that the caller closes
   * @throws RcException if the text or a key cannot be used
   */
  public static KeySettings parse(String origin, byte[] bytes) throws RcException {
    return parse(RcText.checked(Path.of(origin), bytes));
  }

  /**
   * Reads the settings of a key file that need not have a {@code KEY}: GPG mode needs the HMAC key
   * alone.
   *
   * @param file readable by its owner only
   * @return the settings of all its lines
   * @throws RcException if the file cannot be used; with {@link Reason#UNSAFE_PERMISSIONS} if other
   *     users can read or change it
   */
  public static RcConfig settings(Path file) throws RcException {
    SecretFileReader.checkPrivate(file);
    return settingsAnyMode(file);
  }

  /**
   * Reads settings as {@link #settings(Path)}, from another source.
   *
   * @param origin name of the source in failures
   * @param bytes UTF-8; the caller wipes them
   * @return the settings of all lines
   * @throws RcException if the text cannot be used
   */
  public static RcConfig settings(String origin, byte[] bytes) throws RcException {
    return settings(RcText.checked(Path.of(origin), bytes));
  }

  /**
   * Reads settings as {@link #settings(Path)}, whatever the permissions of the file.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}, in UTF-8
   * @return the settings of all its lines
   * @throws RcException if the file cannot be used
   */
  public static RcConfig settingsAnyMode(Path file) throws RcException {
    return settings(SecretFileReader.text(file));
  }

  /**
   * Reads the lines of a key file, to save them in a stanza. Does not check permissions, because
   * the caller that read the keys has done so.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}, in UTF-8
   * @return one entry for each name, with the value as it is written
   * @throws RcException if the file cannot be used
   */
  public static List<RcEntry> entries(Path file) throws RcException {
    RcText text = SecretFileReader.text(file);
    RcConfig checked = settings(text);
    Map<RcVariable<?>, RcEntry> entries = new LinkedHashMap<>();
    for (RcLine line : text.lines()) {
      if (!line.isIgnored()) {
        RcAssignment setting = text.setting(line, Optional.empty());
        RcVariable.named(setting.name())
            .filter(checked.all()::containsKey)
            .ifPresent(name -> entries.put(name, new RcEntry(name, setting.value())));
      }
    }
    return List.copyOf(entries.values());
  }

  static KeySettings parse(RcText text) throws RcException {
    return keys(text.file().toString(), settings(text));
  }

  private static RcConfig settings(RcText text) throws RcException {
    if (!text.charset().equals(StandardCharsets.UTF_8)) {
      // Most likely no key file at all.
      throw new RcException(Reason.NOT_READABLE, Location.of(text.file()));
    }
    if (!text.lines().isEmpty() && text.lines().getFirst().content().startsWith(PEM)) {
      throw new RcException(Reason.PEM, Location.of(text.file()));
    }
    var builder = new RcConfig.Builder(UNDERSTOOD);
    for (RcLine line : text.lines()) {
      if (!line.isIgnored()) {
        builder.add(text.setting(line, Optional.empty()));
      }
    }
    return builder.build();
  }

  /**
   * Makes the keys of settings that were read by {@link #settings(Path)} or its siblings.
   *
   * @param origin name of the source in failures
   * @param settings of a key file
   * @return new keys for each call, which the caller closes
   * @throws RcException if there is no key, or a key cannot be used
   */
  public static KeySettings keys(String origin, RcConfig settings) throws RcException {
    Path file = Path.of(origin);
    // Algorithms first: once there are keys, nothing may fail and leave them open.
    Optional<CipherMode> mode = mode(settings);
    return new KeySettings(
        keys(file, settings),
        settings.value(RcVariable.HMAC_DIGEST_TYPE),
        settings.value(RcVariable.DIGEST_TYPE),
        mode,
        settings.warnings());
  }

  private static Optional<CipherMode> mode(RcConfig settings) throws RcException {
    Optional<Located<EncryptionMode>> mode = settings.find(RcVariable.ENCRYPTION_MODE);
    if (mode.isEmpty()) {
      return Optional.empty();
    }
    return switch (mode.get().value()) {
      case EncryptionMode.Symmetric symmetric -> Optional.of(symmetric.mode());
      case EncryptionMode.Asymmetric gpg ->
          throw new RcException(Reason.BAD_VALUE, mode.get().where());
    };
  }

  private static SpaKeys keys(Path file, RcConfig settings) throws RcException {
    EncryptionKey encryption =
        settings
            .encryptionKey()
            .orElseThrow(() -> new RcException(Reason.NO_KEY, Location.of(file)))
            .value();
    Optional<HmacKey> hmac = settings.hmacKey().map(Located::value);
    if (hmac.isEmpty()) {
      return SpaKeys.withoutHmac(encryption);
    }
    try {
      return SpaKeys.of(encryption, hmac.get());
    } catch (KeyException e) {
      throw new RcException(Reason.BAD_KEY, Location.of(file), e);
    }
  }
}
