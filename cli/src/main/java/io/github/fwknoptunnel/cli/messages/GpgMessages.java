package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;

/** Error texts for what gpg did not do. */
public final class GpgMessages {
  private GpgMessages() {}

  public static CliError of(GpgException e) {
    return new CliError(status(e.reason()), error(e.reason(), e.detail()), hint(e.reason()));
  }

  private static ExitStatus status(Reason reason) {
    return switch (reason) {
      case NOT_STARTED, NO_HOME, NO_RECIPIENT_KEY, RECIPIENT_NOT_RSA, NO_SIGNING_KEY ->
          ExitStatus.CONFIGURATION;
      case WRONG_PASS_PHRASE, PASS_PHRASE_NEEDED -> ExitStatus.CONFIGURATION;
      case TIMED_OUT, INTERRUPTED, NO_AGENT, FAILED -> ExitStatus.KNOCK_FAILED;
      case NO_DECRYPTION_KEY, NOT_DECRYPTED -> ExitStatus.FAILED;
    };
  }

  private static String error(Reason reason, String detail) {
    String key = detail.isEmpty() ? "the key" : "the key " + detail;
    return switch (reason) {
      case NOT_STARTED -> detail + " cannot be started";
      case NO_HOME -> "no such directory: " + detail;
      case TIMED_OUT -> detail + " did not exit in time and was stopped";
      case INTERRUPTED -> detail + " was stopped";
      case NO_AGENT -> "gpg-agent is not running";
      case NO_RECIPIENT_KEY -> "no key " + detail + " to encrypt with";
      case RECIPIENT_NOT_RSA -> key + " is not RSA of 2048 bits or more";
      case NO_SIGNING_KEY ->
          detail.replace("'", "").isBlank()
              ? "no secret key to sign with"
              : "no secret key " + detail + " to sign with";
      case WRONG_PASS_PHRASE -> "wrong passphrase for " + key;
      case PASS_PHRASE_NEEDED -> key + " has a passphrase, and gpg did not get it";
      case NO_DECRYPTION_KEY -> "the secret key " + detail + " of the packet is not in the keyring";
      case NOT_DECRYPTED -> "the packet cannot be decrypted: " + detail;
      case FAILED -> "gpg failed: " + detail;
    };
  }

  private static String hint(Reason reason) {
    return switch (reason) {
      case NOT_STARTED -> "install GnuPG, or name the program with --gpg-exe";
      case NO_HOME -> "name the directory of the keyring with --gpg-home-dir";
      case TIMED_OUT -> "check whether gpg waits for a passphrase or for the lock of another gpg";
      case INTERRUPTED -> "no packet was needed any more: the client had closed its connection";
      case NO_AGENT ->
          "run 'gpgconf --launch gpg-agent' for the reason, such as a long --gpg-home-dir";
      case NO_RECIPIENT_KEY -> "run 'gpg --list-keys': the key may be missing, expired or revoked";
      case RECIPIENT_NOT_RSA -> "use an RSA key for the server; the signing key may have any type";
      case NO_SIGNING_KEY ->
          "run 'gpg --list-secret-keys': the key may be missing, expired or revoked";
      case WRONG_PASS_PHRASE -> "check that the passphrase belongs to this key";
      case PASS_PHRASE_NEEDED -> "use --gpg-agent, or set GPG_SIGNING_PW in the stanza";
      case NO_DECRYPTION_KEY -> "use the server's keyring (--gpg-home-dir)";
      case NOT_DECRYPTED -> "check the packet: it is damaged or not in GPG mode";
      case FAILED -> "run 'gpg --sign --encrypt' by hand for its output";
    };
  }
}
