package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the stanzas in use say, each value with the line it comes from. Immutable. The command line
 * is not in it; it comes above all but keys, of which text counts before base64 before a file
 * wherever they stand (PROTOCOL.md section 10).
 */
public final class RcConfig {
  private final Map<RcVariable<?>, Located<?>> settings;
  private final List<RcWarning> warnings;

  private RcConfig(Map<RcVariable<?>, Located<?>> settings, List<RcWarning> warnings) {
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    this.warnings = List.copyOf(warnings);
  }

  /** No file, or one that says nothing. */
  public static RcConfig none() {
    return new RcConfig(Map.of(), List.of());
  }

  /** Lines that were read, most likely not as they were meant. */
  public List<RcWarning> warnings() {
    return warnings;
  }

  /** What the line that counts says about {@code variable}. */
  // Only Builder#put fills the map, with values that the key itself has read.
  @SuppressWarnings("unchecked")
  public <T> Optional<Located<T>> find(RcVariable<T> variable) {
    return Optional.ofNullable((Located<T>) settings.get(variable));
  }

  /** The same without the line. */
  public <T> Optional<T> value(RcVariable<T> variable) {
    return find(variable).map(Located::value);
  }

  /** Everything that is set, in the order in which the lines were read. */
  public Map<RcVariable<?>, Located<?>> all() {
    return settings;
  }

  /**
   * Whom the server should let in. An address counts before any wish to resolve one, and a URL to
   * resolve it with is such a wish.
   */
  public Optional<Located<AllowIpSetting>> allowFrom() {
    return find(RcVariable.ALLOW_IP)
        .or(() -> find(RcVariable.RESOLVE_IP_HTTPS).filter(Located::value).map(RcConfig::resolved))
        .or(() -> find(RcVariable.RESOLVE_URL).map(RcConfig::resolved));
  }

  private static Located<AllowIpSetting> resolved(Located<?> wish) {
    return new Located<>(new AllowIpSetting.Resolved(), wish.where());
  }

  /** Whether GPG keys encrypt the packets instead of {@link #encryptionKey}. */
  public boolean usesGpg() {
    return value(RcVariable.USE_GPG).orElse(false)
        || value(RcVariable.ENCRYPTION_MODE).equals(Optional.of(new EncryptionMode.Asymmetric()));
  }

  /**
   * The key of {@code KEY} or {@code KEY_BASE64}; with GPG it is the {@link #signingPassPhrase}.
   * Made anew for each call; the caller closes it.
   */
  public Optional<Located<EncryptionKey>> encryptionKey() throws RcException {
    Optional<RcKey> key = passPhrase();
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().encryptionKey(), key.get().where()));
  }

  /** The pass phrase of the GPG key that signs. Made anew for each call; the caller closes it. */
  public Optional<Located<PassPhrase>> signingPassPhrase() throws RcException {
    Optional<RcKey> key = passPhrase();
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().signingPassPhrase(), key.get().where()));
  }

  /** Made anew for each call; the caller closes it. */
  public Optional<Located<HmacKey>> hmacKey() throws RcException {
    Optional<RcKey> key = value(RcVariable.HMAC_KEY).or(() -> value(RcVariable.HMAC_KEY_BASE64));
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().hmacKey(), key.get().where()));
  }

  private Optional<RcKey> passPhrase() {
    return value(RcVariable.KEY).or(() -> value(RcVariable.KEY_BASE64));
  }

  /** Where the first key stands that these settings hold, used or not. */
  Optional<Location> firstKey() {
    return settings.entrySet().stream()
        .filter(entry -> entry.getKey().isKey())
        .map(entry -> entry.getValue().where())
        .findFirst();
  }

  /** Names and lines; values may be keys. */
  @Override
  public String toString() {
    return settings.values().stream().map(Located::where).toList().toString();
  }

  /** Takes lines in the order in which they count; of one variable the last wins. */
  static final class Builder {
    private final List<String> understood;
    private final Map<RcVariable<?>, Located<?>> settings = new LinkedHashMap<>();
    private final List<RcWarning> warnings = new ArrayList<>();

    /**
     * Understands only some names.
     *
     * @param understood the others are refused
     */
    Builder(List<String> understood) {
      this.understood = understood;
    }

    void add(RcAssignment setting) throws RcException {
      Optional<RcVariable<?>> variable =
          RcVariable.named(setting.name()).filter(v -> understood.contains(setting.name()));
      if (variable.isEmpty()) {
        throw RcException.unknown(Reason.UNKNOWN_SETTING, setting.where(), understood);
      }
      put(variable.get(), setting);
    }

    void warn(RcWarning warning) {
      warnings.add(warning);
    }

    private <T> void put(RcVariable<T> variable, RcAssignment setting) throws RcException {
      Located<T> read = variable.read(setting);
      warnings.addAll(RcDoubts.of(setting, variable, read.value()));
      // As the old client has it, "resolve" does not take back an address that was given before.
      if (read.value() instanceof AllowIpSetting.Resolved && settings.containsKey(variable)) {
        return;
      }
      settings.remove(variable);
      settings.put(variable, read);
    }

    RcConfig build() {
      return new RcConfig(settings, warnings);
    }
  }
}
