package io.github.fwknoptunnel.spa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A short fingerprint by which two people can compare a key.
 *
 * <p>PBKDF2 rather than a plain hash: otherwise anyone who sees it could try all short pass phrases
 * quickly. With 32 bits of the result, too many keys have the same fingerprint to reveal a random
 * one.
 */
final class KeyFingerprint {
  /** Not used for anything else, so that the result is good for nothing else. */
  private static final byte[] SALT = "fwknop-tunnel check".getBytes(StandardCharsets.US_ASCII);

  private static final int ROUNDS = 100_000;
  private static final int BITS = 32;

  private KeyFingerprint() {}

  static String of(byte[] key) {
    PKCS5S2ParametersGenerator generator =
        new PKCS5S2ParametersGenerator(SHA256Digest.newInstance());
    generator.init(key, SALT, ROUNDS);
    KeyParameter derived = (KeyParameter) generator.generateDerivedMacParameters(BITS);
    return HexFormat.of().formatHex(derived.getKey());
  }
}
