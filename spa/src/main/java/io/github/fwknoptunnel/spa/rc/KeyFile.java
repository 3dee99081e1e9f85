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
 * The file that {@code fwknop --key-gen --key-gen-file} and {@code keygen} write: {@code
 * KEY_BASE64: …} and {@code HMAC_KEY_BASE64: …}, or the same names with plain text as in a {@code
 * .fwknoprc}. Of two lines with one name the last counts; plain text counts before base64.
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
   * Reads a file that only its owner can read; others are refused with {@link
   * Reason#UNSAFE_PERMISSIONS}.
   */
  public static KeySettings read(Path file) throws RcException {
    SecretFileReader.checkPrivate(file);
    return readAnyMode(file);
  }

  /** Reads a file whatever its permissions, for secrets that something else protects. */
  public static KeySettings readAnyMode(Path file) throws RcException {
    return parse(SecretFileReader.text(file));
  }

  /**
   * Reads the same lines from somewhere else, such as a program's output.
   *
   * @param origin stands for the file's name in failures
   */
  public static KeySettings parse(String origin, byte[] bytes) throws RcException {
    return parse(RcText.checked(Path.of(origin), bytes));
  }

  /**
   * What a file says, for those who can do without {@code KEY}: GPG mode needs the HMAC key alone.
   * Refused as by {@link #read}.
   */
  public static RcConfig settings(Path file) throws RcException {
    SecretFileReader.checkPrivate(file);
    return settingsAnyMode(file);
  }

  /** The same from somewhere else, as {@link #parse(String, byte[])} has it. */
  public static RcConfig settings(String origin, byte[] bytes) throws RcException {
    return settings(RcText.checked(Path.of(origin), bytes));
  }

  /** The same whatever its permissions. */
  public static RcConfig settingsAnyMode(Path file) throws RcException {
    return settings(SecretFileReader.text(file));
  }

  /**
   * The lines of a file, to be saved in a stanza. Its permissions are not looked at: whoever took
   * keys from it has done so.
   *
   * @throws RcException as {@link #settingsAnyMode} has it
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
    return settings(text.file(), settings(text));
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

  private static KeySettings settings(Path file, RcConfig settings) throws RcException {
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
