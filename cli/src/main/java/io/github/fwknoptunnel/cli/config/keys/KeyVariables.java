package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import java.util.Map;
import java.util.Optional;

/** Keys in variables of the environment. */
final class KeyVariables implements KeySource {
  private final Map<String, String> environment;

  KeyVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  private interface Making<K> {
    K of(String base64) throws KeyException;
  }

  @Override
  public Optional<KeyWithOrigin<EncryptionKey>> encryption() throws CliException {
    return find(KeyResolver.KEY_VARIABLE, EncryptionKey::fromBase64);
  }

  @Override
  public Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException {
    return find(KeyResolver.HMAC_KEY_VARIABLE, HmacKey::fromBase64);
  }

  private <K> Optional<KeyWithOrigin<K>> find(String variable, Making<K> making)
      throws CliException {
    Optional<String> text = KeyResolver.variable(environment, variable);
    try {
      return text.isPresent()
          ? Optional.of(new KeyWithOrigin<>(making.of(text.get()), "variable " + variable))
          : Optional.empty();
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, variable + ": "), e);
    }
  }
}
