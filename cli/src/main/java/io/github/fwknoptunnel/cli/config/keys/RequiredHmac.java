package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The HMAC that the command line or the stanza turns on. If no source has its key, it is prompted
 * for on the terminal, as with the fwknop client; no packet is sent without the HMAC.
 */
public final class RequiredHmac {
  /** On the command line the type alone turns it on; in the rc file it does not. */
  private static final List<Setting<?>> OPTIONS =
      List.of(SpaOptions.USE_HMAC, SpaOptions.HMAC_DIGEST_TYPE);

  private RequiredHmac() {}

  /** The keys, with an HMAC key if one is wanted. */
  public static ResolvedKeys complete(ConfigSources sources, ResolvedKeys found)
      throws CliException {
    Optional<String> reason = reason(sources);
    if (found.hmac().isPresent() || reason.isEmpty()) {
      return found;
    }
    try {
      return found.withHmac(new KeyWithOrigin<>(ask(sources, reason.get()), KeyResolver.TERMINAL));
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
