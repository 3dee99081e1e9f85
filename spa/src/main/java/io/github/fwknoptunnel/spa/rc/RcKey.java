package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;

/**
 * A key as it is written in a file. Its use, and so its maximum length, is decided by the method
 * that is called: with GPG, {@code KEY} is the pass phrase of the signing key. Each call makes a
 * new key, which the caller closes. Immutable.
 */
public final class RcKey {
  private final RcAssignment setting;
  private final boolean base64;

  private RcKey(RcAssignment setting, boolean base64) {
    this.setting = setting;
    this.base64 = base64;
  }

  static RcKey text(RcAssignment setting) {
    return new RcKey(setting, false);
  }

  /**
   * Base64 that cannot be decoded is an error even where another key shadows it. For a pass phrase
   * of GPG it may be longer than an encryption key, so that is left to {@link #encryptionKey}.
   */
  static RcKey encryptionBase64(RcAssignment setting) throws RcException {
    try {
      EncryptionKey.fromBase64(setting.value()).close();
    } catch (KeyException e) {
      if (e.reason() != KeyException.Reason.TOO_LONG) {
        throw new RcException(Reason.BAD_KEY, setting.where(), e);
      }
    }
    return new RcKey(setting, true);
  }

  /** The same for an HMAC key. */
  static RcKey hmacBase64(RcAssignment setting) throws RcException {
    RcKey key = new RcKey(setting, true);
    key.hmacKey().close();
    return key;
  }

  /**
   * {@return the key as an encryption key}
   *
   * @throws RcException with {@link RcException.Reason#BAD_KEY} if its length is not 1 to 32 bytes
   */
  public EncryptionKey encryptionKey() throws RcException {
    return base64
        ? made(() -> EncryptionKey.fromBase64(setting.value()))
        : made(() -> EncryptionKey.of(setting.bytes()));
  }

  /**
   * {@return the key as an HMAC key}
   *
   * @throws RcException with {@link RcException.Reason#BAD_KEY} if its length is not 1 to 128 bytes
   */
  public HmacKey hmacKey() throws RcException {
    return base64
        ? made(() -> HmacKey.fromBase64(setting.value()))
        : made(() -> HmacKey.of(setting.bytes()));
  }

  /**
   * {@return the key as the pass phrase of a signing key}
   *
   * @throws RcException with {@link RcException.Reason#BAD_KEY} if its length is not 1 to 255
   *     bytes, or it has more than one line
   */
  public PassPhrase signingPassPhrase() throws RcException {
    return base64
        ? made(() -> PassPhrase.fromBase64(setting.value()))
        : made(() -> PassPhrase.of(setting.bytes()));
  }

  /** {@return its place in the file} */
  public Location where() {
    return setting.where();
  }

  private interface Making<K> {
    K run() throws KeyException;
  }

  private <K> K made(Making<K> making) throws RcException {
    try {
      return making.run();
    } catch (KeyException e) {
      throw new RcException(Reason.BAD_KEY, setting.where(), e);
    }
  }

  /** Says nothing of the key, not even its length. */
  @Override
  public String toString() {
    return "…";
  }
}
