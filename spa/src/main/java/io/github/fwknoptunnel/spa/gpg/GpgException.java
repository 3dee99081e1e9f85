package io.github.fwknoptunnel.spa.gpg;

import org.jspecify.annotations.Nullable;

/** A failure of gpg. The message never contains a pass phrase. */
public final class GpgException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. "Subject" is the value of {@link GpgException#detail} for that reason. */
  public enum Reason {
    /** gpg is not installed or not executable. Subject: the program. */
    NOT_STARTED,
    /** The directory of the keyring does not exist. Subject: the directory. */
    NO_HOME,
    /** gpg was killed at its time limit. Subject: the program. */
    TIMED_OUT,
    /** The thread was interrupted; its interrupt status is set again. Subject: the program. */
    INTERRUPTED,
    /**
     * gpg-agent, which holds the secret keys, does not run and cannot be started. Subject: empty.
     */
    NO_AGENT,
    /**
     * The keyring has no key of the recipient that can encrypt: unknown, expired or revoked.
     * Subject: the recipient.
     */
    NO_RECIPIENT_KEY,
    /**
     * The recipient's key is not RSA of 2048 bits or more. A packet omits the first bytes of the
     * message. Servers always restore the bytes that a message to an RSA key of 2048 bits or more
     * starts with (PROTOCOL.md, GPG). Subject: the recipient.
     */
    RECIPIENT_NOT_RSA,
    /**
     * The keyring has no secret key that can sign: unknown, expired or revoked. Subject: the
     * signer, empty for the default key.
     */
    NO_SIGNING_KEY,
    /** The pass phrase does not unlock the key. Subject: the key, empty if gpg chose it. */
    WRONG_PASS_PHRASE,
    /**
     * The key has a pass phrase, and the prompt failed or was cancelled. Subject: the key, empty if
     * gpg chose it.
     */
    PASS_PHRASE_NEEDED,
    /** The keyring has no secret key for the message. Subject: the key ID in the message. */
    NO_DECRYPTION_KEY,
    /** Changed bytes, or not an OpenPGP message. Subject: gpg's last line of error output. */
    NOT_DECRYPTED,
    /** Any other failure. Subject: gpg's last line of error output. */
    FAILED
  }

  private final Reason reason;
  private final String detail;

  GpgException(Reason reason, String detail) {
    this(reason, detail, null);
  }

  GpgException(Reason reason, String detail, @Nullable Throwable cause) {
    super(reason + ": " + detail, cause);
    this.reason = reason;
    this.detail = detail;
  }

  /** {@return the kind of failure} */
  public Reason reason() {
    return reason;
  }

  /**
   * {@return what the reason calls its subject: a key, a file or gpg's last line of output; empty
   * if there is none}
   */
  public String detail() {
    return detail;
  }
}
