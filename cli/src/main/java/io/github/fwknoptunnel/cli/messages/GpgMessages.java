package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;

/** Words for what gpg did not do. */
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

  private static String error(Reason reason, String subject) {
    String key = subject.isEmpty() ? "the key" : "the key " + subject;
    return switch (reason) {
      case NOT_STARTED -> subject + " cannot be started";
      case NO_HOME -> "there is no directory " + subject;
      case TIMED_OUT -> subject + " did not end in time and was stopped";
      case INTERRUPTED -> subject + " was stopped";
      case NO_AGENT -> "gpg-agent, which keeps the secret keys, does not run";
      case NO_RECIPIENT_KEY -> "there is no key " + subject + " to encrypt with";
      case RECIPIENT_NOT_RSA -> key + " is not RSA of 2048 bits or more";
      case NO_SIGNING_KEY ->
          subject.replace("'", "").isBlank()
              ? "there is no secret key to sign with"
              : "there is no secret key " + subject + " to sign with";
      case WRONG_PASS_PHRASE -> "the pass phrase is not that of " + key;
      case PASS_PHRASE_NEEDED -> key + " has a pass phrase, and nobody could be asked for it";
      case NO_DECRYPTION_KEY -> "the secret key " + subject + " that opens the packet is not here";
      case NOT_DECRYPTED -> "the packet cannot be decrypted: " + subject;
      case FAILED -> "gpg failed: " + subject;
    };
  }

  private static String hint(Reason reason) {
    return switch (reason) {
      case NOT_STARTED -> "is GnuPG installed? --gpg-exe names its program";
      case NO_HOME -> "--gpg-home-dir names the directory of the keyring";
      case TIMED_OUT -> "did it wait for a pass phrase, or for another gpg that holds its lock?";
      case INTERRUPTED -> "nobody waits for the packet any more";
      case NO_AGENT -> "'gpgconf --launch gpg-agent' says why; a long --gpg-home-dir is one reason";
      case NO_RECIPIENT_KEY -> "'gpg --list-keys' shows it if it is there, expired or revoked";
      case RECIPIENT_NOT_RSA -> "servers open no others; the key to sign with may be of any kind";
      case NO_SIGNING_KEY -> "'gpg --list-secret-keys' shows it if it is there, expired or revoked";
      case WRONG_PASS_PHRASE -> "is it another key's?";
      case PASS_PHRASE_NEEDED -> "--gpg-agent lets the agent ask; GPG_SIGNING_PW can hold it";
      case NO_DECRYPTION_KEY -> "only the server's keyring opens packets: see --gpg-home-dir";
      case NOT_DECRYPTED -> "changed bytes, or a packet that is not of GPG mode";
      case FAILED -> "does 'gpg --sign --encrypt' work by hand?";
    };
  }
}
