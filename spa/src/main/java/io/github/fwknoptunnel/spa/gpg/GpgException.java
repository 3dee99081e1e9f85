package io.github.fwknoptunnel.spa.gpg;

import org.jspecify.annotations.Nullable;

/** gpg did not do what it was asked to. Nothing was sent. Never contains a pass phrase. */
public final class GpgException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, and what the {@linkplain #subject subject} is. */
  public enum Reason {
    /** Not installed, or not executable. Subject: the program. */
    NOT_STARTED,
    /** Subject: the directory that is not there. */
    NO_HOME,
    /** Killed when its time was over. Subject: the program. */
    TIMED_OUT,
    /** The thread was interrupted, and still is. Subject: the program. */
    INTERRUPTED,
    /** gpg-agent, which holds the secret keys, does not run and cannot be started. */
    NO_AGENT,
    /**
     * The keyring has no key of the recipient that can encrypt: unknown, expired or revoked.
     * Subject: the recipient.
     */
    NO_RECIPIENT_KEY,
    /**
     * The recipient's key is not RSA of 2048 bits or more; fwknop servers put the start of such a
     * message back whatever was sent (PROTOCOL.md, GPG). Subject: the recipient.
     */
    RECIPIENT_NOT_RSA,
    /**
     * No secret key that can sign: unknown, expired or revoked. Subject: the signer, empty for the
     * default key.
     */
    NO_SIGNING_KEY,
    /** Subject: the key, empty where gpg chose it. */
    WRONG_PASS_PHRASE,
    /**
     * The key has a pass phrase, and nobody could be asked or wanted to answer. Subject: the key,
     * empty where gpg chose it.
     */
    PASS_PHRASE_NEEDED,
    /** The keyring has no secret key for the message. Subject: the key ID in the message. */
    NO_DECRYPTION_KEY,
    /** Changed bytes, or no OpenPGP message. Subject: gpg's last words. */
    NOT_DECRYPTED,
    /** Anything else. Subject: gpg's last words. */
    FAILED
  }

  private final Reason reason;
  private final String subject;

  GpgException(Reason reason, String subject) {
    this(reason, subject, null);
  }

  GpgException(Reason reason, String subject, @Nullable Throwable cause) {
    super(reason + ": " + subject, cause);
    this.reason = reason;
    this.subject = subject;
  }

  public Reason reason() {
    return reason;
  }

  /** The key, file or words that the reason speaks of; empty if there is nothing to name. */
  public String detail() {
    return subject;
  }
}
