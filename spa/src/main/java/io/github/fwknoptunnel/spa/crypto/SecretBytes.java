package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** Key material that is copied in, compared in constant time and wiped on close. Thread-safe. */
abstract sealed class SecretBytes implements AutoCloseable
    permits EncryptionKey, HmacKey, PassPhrase {
  /** Not used for anything else, so that the result is good for nothing else. */
  private static final byte[] FINGERPRINT_SALT =
      "fwknop-tunnel check".getBytes(StandardCharsets.US_ASCII);

  private static final int FINGERPRINT_ROUNDS = 100_000;

  private final byte[] bytes;
  private boolean closed;

  SecretBytes(Kind kind, byte[] bytes) throws KeyException {
    if (bytes.length == 0) {
      throw new KeyException(kind, Reason.EMPTY, 0);
    }
    if (bytes.length > kind.limit) {
      throw new KeyException(kind, Reason.TOO_LONG, bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** {@return the length in bytes} */
  public int length() {
    return bytes.length;
  }

  /**
   * {@return eight hex digits to compare keys by: the first 32 bits of PBKDF2-HMAC-SHA256 with the
   * salt {@code fwknop-tunnel check} and 100,000 rounds} Takes some tenths of a second.
   */
  public String fingerprint() {
    // Rather than a plain hash: otherwise anyone who sees it could try all short pass phrases
    // quickly. With 32 bits, too many keys have the same fingerprint to reveal a random one.
    PKCS5S2ParametersGenerator generator =
        new PKCS5S2ParametersGenerator(SHA256Digest.newInstance());
    return use(key -> {
      generator.init(key, FINGERPRINT_SALT, FINGERPRINT_ROUNDS);
      KeyParameter derived = (KeyParameter) generator.generateDerivedMacParameters(32);
      return HexFormat.of().formatHex(derived.getKey());
    });
  }

  /** {@return whether the key's bytes look like base64 that was not decoded} */
  public boolean looksLikeBase64() {
    return use(KeyDecoding::looksLikeBase64);
  }

  /** Runs an algorithm with a copy of the bytes, which is wiped afterwards. */
  <T> T use(Function<byte[], T> algorithm) {
    byte[] copy = copy();
    try {
      return algorithm.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("the key was closed");
    }
    return bytes.clone();
  }

  boolean hasSameBytes(SecretBytes other) {
    return use(mine -> other.use(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof SecretBytes key
        && key.getClass().equals(getClass())
        && hasSameBytes(key);
  }

  /** Constant, so that no hash of a secret gets out. */
  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + length() + " bytes]";
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }
}
