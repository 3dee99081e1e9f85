package io.github.fwknoptunnel.spa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * AES-256 as in {@code openssl enc -aes-256-cbc -md md5}: key and IV are derived from pass phrase
 * and salt by one round of MD5, with PKCS#7 padding in every mode, stream modes included
 * (PROTOCOL.md, Encryption).
 */
final class OpenSslAes {
  private static final int KEY_BITS = 256;
  private static final int IV_BITS = 128;
  private static final int LEGACY_PASS_PHRASE_BYTES = 16;

  private final CipherMode mode;
  private final CipherParameters parameters;

  OpenSslAes(CipherMode mode, byte[] passPhrase, Salt salt) {
    this.mode = mode;
    OpenSSLPBEParametersGenerator derivation = new OpenSSLPBEParametersGenerator();
    derivation.init(mode == CipherMode.LEGACY ? legacy(passPhrase) : passPhrase, salt.bytes());
    ParametersWithIV keyAndIv =
        (ParametersWithIV) derivation.generateDerivedParameters(KEY_BITS, IV_BITS);
    this.parameters = mode.usesIv() ? keyAndIv : keyAndIv.getParameters();
  }

  byte[] encrypt(byte[] plaintext) {
    try {
      return run(true, plaintext);
    } catch (InvalidCipherTextException e) {
      throw new AssertionError("only decryption looks at padding", e);
    }
  }

  Optional<byte[]> decrypt(byte[] ciphertext) {
    if (ciphertext.length == 0 || ciphertext.length % (IV_BITS / 8) != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(false, ciphertext));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private byte[] run(boolean encrypt, byte[] input) throws InvalidCipherTextException {
    var cipher = new PaddedBufferedBlockCipher(mode.newEngine(), new PKCS7Padding());
    cipher.init(encrypt, parameters);
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int length = cipher.processBytes(input, 0, input.length, output, 0);
    length += cipher.doFinal(output, length);
    return Arrays.copyOf(output, length);
  }

  /** Old servers took the first 16 bytes, filled up with the character {@code 0}. */
  private static byte[] legacy(byte[] passPhrase) {
    byte[] fixed = "0".repeat(LEGACY_PASS_PHRASE_BYTES).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(passPhrase, 0, fixed, 0, Math.min(passPhrase.length, fixed.length));
    return fixed;
  }
}
