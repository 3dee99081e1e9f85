package io.github.fwknoptunnel.spa.crypto;

/** Key material that cannot be used. Contains the length of the material, never its content. */
public final class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which of the keys is meant. */
  public enum Kind {
    /** An encryption key. */
    ENCRYPTION(EncryptionKey.MAX_BYTES),
    /** An HMAC key. */
    HMAC(HmacKey.MAX_BYTES),
    /** What unlocks a secret OpenPGP key. */
    PASS_PHRASE(PassPhrase.MAX_BYTES);

    final int limit;

    Kind(int limit) {
      this.limit = limit;
    }
  }

  /** What is wrong with it. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** More bytes than a server, or gpg-agent, accepts. */
    TOO_LONG,
    /** Not base64. */
    BAD_BASE64,
    /** A pass phrase of more than one line; gpg would take the first line alone. */
    LINE_BREAK,
    /** The HMAC key is the encryption key. */
    SAME_AS_ENCRYPTION_KEY
  }

  private final Kind kind;
  private final Reason reason;
  private final int length;

  KeyException(Kind kind, Reason reason, int length) {
    super(kind + " key: " + reason);
    this.kind = kind;
    this.reason = reason;
    this.length = length;
  }

  /** {@return which key cannot be used} */
  public Kind kind() {
    return kind;
  }

  /** {@return why it cannot be used} */
  public Reason reason() {
    return reason;
  }

  /**
   * {@return the length of the refused key in bytes, or in characters for {@link
   * Reason#BAD_BASE64}}
   */
  public int length() {
    return length;
  }

  /** {@return the maximum length of this kind of key in bytes} */
  public int limit() {
    return kind.limit;
  }
}
