package io.github.fwknoptunnel.spa.crypto;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CFBBlockCipher;
import org.bouncycastle.crypto.modes.OFBBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;

/**
 * The mode in which AES-256 encrypts. Packets do not name it; client and server must agree. {@link
 * #CBC} is the default everywhere.
 */
public enum CipherMode {
  /** Cipher block chaining, the default. */
  CBC,
  /** Electronic codebook. */
  ECB,
  /** Cipher feedback. */
  CFB,
  /** Output feedback. */
  OFB,
  /** Counter mode. */
  CTR,
  /** CBC with the pass phrase padded or truncated to 16 bytes, for servers older than 2.5. */
  LEGACY;

  private static final int BLOCK_BITS = 128;

  /**
   * Finds a mode by its configuration name.
   *
   * @param name such as {@code cbc}, in any case
   * @return the mode, or empty if no mode has this name
   */
  public static Optional<CipherMode> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(m -> m.toString().equals(lower)).findFirst();
  }

  BlockCipher newEngine() {
    BlockCipher aes = AESEngine.newInstance();
    return switch (this) {
      case CBC, LEGACY -> CBCBlockCipher.newInstance(aes);
      case ECB -> aes;
      case CFB -> CFBBlockCipher.newInstance(aes, BLOCK_BITS);
      case OFB -> new OFBBlockCipher(aes, BLOCK_BITS);
      case CTR -> SICBlockCipher.newInstance(aes);
    };
  }

  boolean usesIv() {
    return this != ECB;
  }

  /** The configuration name, {@code cbc}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
