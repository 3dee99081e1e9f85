package io.github.fwknoptunnel.spa.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** The hash functions that servers support, for the digest inside a packet and for its HMAC. */
public enum HashAlgorithm {
  /** MD5, 16 bytes. */
  MD5,
  /** SHA-1, 20 bytes. */
  SHA1,
  /** SHA-256, 32 bytes; the default. */
  SHA256,
  /** SHA-384, 48 bytes. */
  SHA384,
  /** SHA-512, 64 bytes. */
  SHA512,
  /** SHA3-256, 32 bytes. */
  SHA3_256,
  /** SHA3-512, 64 bytes. */
  SHA3_512;

  /**
   * Finds an algorithm by its configuration name.
   *
   * @param name such as {@code sha256} or {@code SHA3_512}, in any case
   * @return the algorithm, or empty if none has this name
   */
  public static Optional<HashAlgorithm> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(a -> a.toString().equals(lower)).findFirst();
  }

  /**
   * Finds the algorithms of a digest by its length, since the packet does not name them.
   *
   * @param characters length of the digest in unpadded base64
   * @return the algorithms with digests of this length, at most two; empty if there are none
   */
  public static List<HashAlgorithm> withBase64Length(int characters) {
    return Arrays.stream(values()).filter(a -> a.base64Length() == characters).toList();
  }

  /**
   * {@return the digest of {@code input}}
   *
   * @param input of any length, not changed
   */
  public byte[] digest(byte[] input) {
    ExtendedDigest digest = newEngine();
    digest.update(input, 0, input.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }

  /** {@return the length of a digest in unpadded base64, in characters} */
  public int base64Length() {
    return (newEngine().getDigestSize() * 4 + 2) / 3;
  }

  ExtendedDigest newEngine() {
    return switch (this) {
      case MD5 -> new MD5Digest();
      case SHA1 -> new SHA1Digest();
      case SHA256 -> new SHA256Digest();
      case SHA384 -> new SHA384Digest();
      case SHA512 -> new SHA512Digest();
      case SHA3_256 -> new SHA3Digest(256);
      case SHA3_512 -> new SHA3Digest(512);
    };
  }

  /** The configuration name, {@code sha3_256}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
