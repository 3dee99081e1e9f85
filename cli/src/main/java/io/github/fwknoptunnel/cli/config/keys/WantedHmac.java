package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The HMAC that the command line or the stanza turns on. If no source has its key, the terminal is
 * prompted for, as the fwknop client does; a packet without an HMAC is never sent instead.
 */
public final class WantedHmac {
  /** On the command line the type alone turns it on; in the rc file it does not. */
  private static final List<Setting<?>> OPTIONS =
      List.of(SpaOptions.USE_HMAC, SpaOptions.HMAC_DIGEST_TYPE);

  private WantedHmac() {}

  /** The keys, with an HMAC key if one is wanted. */
  public static KeySettings complete(ConfigSources sources, KeySettings found) throws CliException {
    Optional<String> reason = reason(sources);
    if (found.keys().hmac().isPresent() || reason.isEmpty()) {
      return found;
    }
    try {
      HmacKey hmac = ask(sources, reason.get());
      SpaKeys keys = SpaKeys.of(found.keys().encryption(), hmac);
      return new KeySettings(
          keys, found.hmacType(), found.digestType(), found.mode(), found.warnings());
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
  }

  /** The same for GPG mode. */
  public static HmacKeyResolver.Hmac complete(ConfigSources sources, HmacKeyResolver.Hmac found)
      throws CliException {
    Optional<String> reason = reason(sources);
    if (found.key().isPresent() || reason.isEmpty()) {
      return found;
    }
    try {
      return new HmacKeyResolver.Hmac(
          Optional.of(ask(sources, reason.get())), found.type(), found.digestType());
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
  }

  /** What turns the HMAC on, if anything does. */
  private static Optional<String> reason(ConfigSources sources) {
    return sources
        .line()
        .firstOf(OPTIONS)
        .map(Setting::toString)
        .or(() ->
            sources
                .rc()
                .find(RcVariable.USE_HMAC)
                .filter(Located::value)
                .map(setting -> setting.where().toString()));
  }

  private static HmacKey ask(ConfigSources sources, String reason)
      throws CliException, KeyException {
    byte[] answer;
    try {
      answer = sources.console().terminal().askSecret("Enter HMAC key: ");
    } catch (IOException e) {
      throw new CliException(
          CliError.config(
              reason + " requires an HMAC, and there is no HMAC key",
              "add HMAC_KEY_BASE64 to the key file or to the stanza"),
          e);
    }
    try {
      return HmacKey.of(answer);
    } finally {
      Arrays.fill(answer, (byte) 0);
    }
  }
}
