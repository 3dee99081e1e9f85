package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code fwknop --key-gen --key-gen-file} and {@code keygen} write: {@code
 * KEY_BASE64: …} and {@code HMAC_KEY_BASE64: …}, or the same names with plain text as in a {@code
 * .fwknoprc}. Of two lines with one name the last counts; plain text counts before base64.
 */
public final class KeyFile {
  private static final Set<String> KNOWN =
      Set.of(
          "KEY",
          "KEY_BASE64",
          "HMAC_KEY",
          "HMAC_KEY_BASE64",
          "HMAC_DIGEST_TYPE",
          "DIGEST_TYPE",
          "ENCRYPTION_MODE");

  private final Path file;
  private final Map<String, RcSetting> settings = new HashMap<>();

  private KeyFile(Path file, List<String> lines) throws RcException {
    this.file = file;
    for (int i = 0; i < lines.size(); i++) {
      Optional<RcSetting> setting = RcSetting.parse(lines.get(i), file, i + 1);
      if (setting.isPresent()) {
        keep(setting.get());
      }
    }
  }

  /**
   * Reads a file that only its owner can read; others are refused with {@link
   * Reason#UNSAFE_PERMISSIONS}.
   */
  public static KeySettings read(Path file) throws RcException {
    FileAccess.checkPrivate(file);
    return readAnyMode(file);
  }

  /** Reads a file whatever its permissions, for secrets that something else protects. */
  public static KeySettings readAnyMode(Path file) throws RcException {
    return new KeyFile(file, FileAccess.lines(file)).settings();
  }

  private void keep(RcSetting setting) throws RcException {
    if (!KNOWN.contains(setting.name())) {
      throw new RcException(Reason.UNKNOWN_SETTING, setting.location());
    }
    settings.put(setting.name(), setting);
  }

  private KeySettings settings() throws RcException {
    // Algorithms first: once there are keys, nothing may fail and leave them open.
    Optional<HashAlgorithm> hmacType = named("HMAC_DIGEST_TYPE", HashAlgorithm::named);
    Optional<HashAlgorithm> digestType = named("DIGEST_TYPE", HashAlgorithm::named);
    Optional<CipherMode> mode = named("ENCRYPTION_MODE", CipherMode::named);
    return new KeySettings(keys(), hmacType, digestType, mode);
  }

  private SpaKeys keys() throws RcException {
    EncryptionKey encryption =
        key("KEY", EncryptionKey::of, EncryptionKey::fromBase64)
            .orElseThrow(() -> new RcException(Reason.NO_KEY, Location.of(file)));
    Optional<HmacKey> hmac = key("HMAC_KEY", HmacKey::of, HmacKey::fromBase64);
    if (hmac.isEmpty()) {
      return SpaKeys.withoutHmac(encryption);
    }
    try {
      return SpaKeys.of(encryption, hmac.get());
    } catch (KeyException e) {
      throw new RcException(Reason.BAD_KEY, Location.of(file), e);
    }
  }

  private interface KeyReader<S, K> {
    K read(S source) throws KeyException;
  }

  /**
   * A malformed base64 key is an error even where the plain text wins, as in the reference client.
   */
  private <K> Optional<K> key(String name, KeyReader<byte[], K> plain, KeyReader<String, K> base64)
      throws RcException {
    Optional<K> decoded = key(settings.get(name + "_BASE64"), base64);
    Optional<K> text =
        key(settings.get(name), value -> plain.read(value.getBytes(StandardCharsets.UTF_8)));
    return text.or(() -> decoded);
  }

  private static <K> Optional<K> key(@Nullable RcSetting setting, KeyReader<String, K> reader)
      throws RcException {
    if (setting == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(setting.value()));
    } catch (KeyException e) {
      throw new RcException(Reason.BAD_KEY, setting.location(), e);
    }
  }

  private <A> Optional<A> named(String name, Function<String, Optional<A>> lookup)
      throws RcException {
    RcSetting setting = settings.get(name);
    if (setting == null) {
      return Optional.empty();
    }
    Optional<A> found = lookup.apply(setting.value());
    if (found.isEmpty()) {
      throw new RcException(Reason.BAD_VALUE, setting.location());
    }
    return found;
  }
}
