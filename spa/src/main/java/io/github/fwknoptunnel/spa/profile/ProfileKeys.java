package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgPassphrase;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.PerServerKeyFile;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys of a profile, for AES or for gpg: a builder of clients with them, and what wipes them.
 */
record ProfileKeys(SpaClient.Builder client, SpaSuite suite, Runnable closing) {
  static ProfileKeys of(SpaKeys keys, SpaSuite suite) {
    return new ProfileKeys(SpaClient.builder(keys).suite(suite), suite, keys::close);
  }

  private static ProfileKeys of(GpgKeys keys, SpaSuite suite) {
    return new ProfileKeys(SpaClient.builder(keys).suite(suite), suite, keys::close);
  }

  /** Those that a stanza holds, or the files that it names. */
  static ProfileKeys read(Stanza stanza) throws ProfileException, RcException {
    SpaSuite suite = suite(stanza);
    if (stanza.settings().usesGpg()) {
      String recipient =
          stanza
              .value(RcVariable.GPG_RECIPIENT)
              .orElseThrow(() -> stanza.failure(Reason.NO_RECIPIENT, RcVariable.GPG_RECIPIENT));
      Optional<String> signer = stanza.value(RcVariable.GPG_SIGNER);
      return of(new GpgKeys(gpg(stanza), recipient, signer, hmac(stanza)), suite);
    }
    return of(pair(stanza, encryption(stanza)), suite);
  }

  private static SpaKeys pair(Stanza stanza, EncryptionKey encryption)
      throws ProfileException, RcException {
    boolean paired = false;
    try {
      Optional<HmacKey> hmac = hmac(stanza);
      SpaKeys keys =
          hmac.isPresent() ? SpaKeys.of(encryption, hmac.get()) : SpaKeys.withoutHmac(encryption);
      paired = true;
      return keys;
    } catch (KeyException e) {
      throw stanza.failure(Reason.SAME_KEYS, RcVariable.HMAC_KEY_BASE64, e);
    } finally {
      if (!paired) {
        encryption.close();
      }
    }
  }

  private static SpaSuite suite(Stanza stanza) {
    CipherMode mode =
        stanza
            .value(RcVariable.ENCRYPTION_MODE)
            .filter(EncryptionMode.Symmetric.class::isInstance)
            .map(symmetric -> ((EncryptionMode.Symmetric) symmetric).mode())
            .orElse(SpaSuite.DEFAULT.mode());
    return new SpaSuite(
        stanza.value(RcVariable.DIGEST_TYPE).orElse(SpaSuite.DEFAULT.digest()),
        mode,
        stanza.value(RcVariable.HMAC_DIGEST_TYPE).orElse(SpaSuite.DEFAULT.hmac()));
  }

  private static EncryptionKey encryption(Stanza stanza) throws ProfileException, RcException {
    Optional<EncryptionKey> key = stanza.settings().encryptionKey().map(Located::value);
    if (key.isPresent()) {
      return key.get();
    }
    Path file =
        stanza
            .value(RcVariable.KEY_FILE)
            .orElseThrow(() -> stanza.failure(Reason.NO_KEY, RcVariable.KEY));
    return PerServerKeyFile.read(file).key(stanza.server()).encryptionKey();
  }

  /** A packet without an HMAC is never sent where one is wanted. */
  private static Optional<HmacKey> hmac(Stanza stanza) throws ProfileException, RcException {
    Optional<HmacKey> key = stanza.settings().hmacKey().map(Located::value);
    Optional<Path> file = stanza.value(RcVariable.HMAC_KEY_FILE);
    if (key.isPresent() || file.isEmpty()) {
      if (key.isEmpty() && stanza.on(RcVariable.USE_HMAC)) {
        throw stanza.failure(Reason.NO_HMAC_KEY, RcVariable.USE_HMAC);
      }
      return key;
    }
    return Optional.of(PerServerKeyFile.read(file.get()).key(stanza.server()).hmacKey());
  }

  private static GpgSettings gpg(Stanza stanza) throws RcException {
    return new GpgSettings(
        stanza.value(RcVariable.GPG_EXE).map(Path::toString),
        stanza.value(RcVariable.GPG_HOMEDIR),
        unlock(stanza));
  }

  private static GpgPassphrase unlock(Stanza stanza) throws RcException {
    if (stanza.on(RcVariable.GPG_NO_SIGNING_PW)) {
      return new GpgPassphrase.None();
    }
    if (stanza.on(RcVariable.USE_GPG_AGENT)) {
      return new GpgPassphrase.Agent();
    }
    Optional<PassPhrase> given = stanza.settings().signingPassPhrase().map(Located::value);
    return given.isPresent() ? new GpgPassphrase.Provided(given.get()) : new GpgPassphrase.None();
  }
}
