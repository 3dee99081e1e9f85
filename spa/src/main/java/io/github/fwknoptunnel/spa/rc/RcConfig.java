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
 * The merged settings of {@code [default]} and the selected stanza, each with its line. A
 * plain-text key takes precedence over a base64 key, and both over a key file, whichever stanza
 * they are in (PROTOCOL.md section 10). Options of the command line are not included. Immutable.
 */
public final class RcConfig {
  private final Map<RcVariable<?>, Located<?>> settings;
  private final List<RcWarning> warnings;

  private RcConfig(Map<RcVariable<?>, Located<?>> settings, List<RcWarning> warnings) {
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    this.warnings = List.copyOf(warnings);
  }

  /** {@return settings without any value, like those of an empty file} */
  public static RcConfig none() {
    return new RcConfig(Map.of(), List.of());
  }

  /**
   * {@return warnings about lines that probably have another effect than their author intended;
   * often empty}
   */
  public List<RcWarning> warnings() {
    return warnings;
  }

  /**
   * {@return the value of a variable and its line; empty if it is not set}
   *
   * @param <T> type of the value
   * @param variable the setting to find
   */
  // Only Builder#put fills the map, with values that the key itself has read.
  @SuppressWarnings("unchecked")
  public <T> Optional<Located<T>> find(RcVariable<T> variable) {
    return Optional.ofNullable((Located<T>) settings.get(variable));
  }

  /**
   * {@return the value of a variable; empty if it is not set}
   *
   * @param <T> type of the value
   * @param variable the setting to find
   */
  public <T> Optional<T> value(RcVariable<T> variable) {
    return find(variable).map(Located::value);
  }

  /**
   * {@return everything that is set, in the order in which the lines were read} The map cannot be
   * changed.
   */
  public Map<RcVariable<?>, Located<?>> all() {
    return settings;
  }

  /**
   * {@return the address that the server should let in; empty if no setting names one} A fixed
   * address takes precedence over a query for the public address. {@code RESOLVE_URL} turns that
   * query on even without {@code RESOLVE_IP_HTTPS}.
   */
  public Optional<Located<AllowIpSetting>> allowIp() {
    return find(RcVariable.ALLOW_IP)
        .or(() -> find(RcVariable.RESOLVE_IP_HTTPS).filter(Located::value).map(RcConfig::resolved))
        .or(() -> find(RcVariable.RESOLVE_URL).map(RcConfig::resolved));
  }

  private static Located<AllowIpSetting> resolved(Located<?> wish) {
    return new Located<>(new AllowIpSetting.Resolved(), wish.where());
  }

  /** {@return whether GPG keys encrypt the packets instead of {@link #encryptionKey}} */
  public boolean usesGpg() {
    return value(RcVariable.USE_GPG).orElse(false)
        || value(RcVariable.ENCRYPTION_MODE).equals(Optional.of(new EncryptionMode.Asymmetric()));
  }

  /**
   * Reads the key of {@code KEY} or {@code KEY_BASE64}. With GPG these variables hold a pass
   * phrase: call {@link #signingPassPhrase} instead.
   *
   * @return a new key for each call, which the caller closes; empty if there is none
   * @throws RcException with {@link Reason#BAD_KEY} if it is empty or too long
   */
  public Optional<Located<EncryptionKey>> encryptionKey() throws RcException {
    Optional<RcKey> key = passPhrase();
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().encryptionKey(), key.get().where()));
  }

  /**
   * Reads the pass phrase of the GPG key that signs.
   *
   * @return a new pass phrase for each call, which the caller closes; empty if there is none
   * @throws RcException with {@link Reason#BAD_KEY} if it is empty or too long
   */
  public Optional<Located<PassPhrase>> signingPassPhrase() throws RcException {
    Optional<RcKey> key = passPhrase();
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().signingPassPhrase(), key.get().where()));
  }

  /**
   * Reads the key of {@code HMAC_KEY} or {@code HMAC_KEY_BASE64}.
   *
   * @return a new key for each call, which the caller closes; empty if there is none
   * @throws RcException with {@link Reason#BAD_KEY} if it is empty or too long
   */
  public Optional<Located<HmacKey>> hmacKey() throws RcException {
    Optional<RcKey> key = value(RcVariable.HMAC_KEY).or(() -> value(RcVariable.HMAC_KEY_BASE64));
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Located<>(key.get().hmacKey(), key.get().where()));
  }

  private Optional<RcKey> passPhrase() {
    return value(RcVariable.KEY).or(() -> value(RcVariable.KEY_BASE64));
  }

  /** The place of the first key of these settings, used or not. */
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
      // As the reference client has it, "resolve" does not take back an address that was given
      // before.
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
