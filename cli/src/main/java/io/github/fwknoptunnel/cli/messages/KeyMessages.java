package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;

/** Error texts for keys that cannot be used. Never for what is in them. */
public final class KeyMessages {
  private KeyMessages() {}

  /** A problem with a key that was read at {@code where}. */
  public static CliError of(KeyException e, String where) {
    String name = name(e.kind());
    return switch (e.reason()) {
      case EMPTY ->
          problem(
              where + name + " is empty",
              e.kind() == Kind.PASS_PHRASE
                  ? "omit it if the key has none"
                  : "run 'fwknop-tunnel keygen' for new keys");
      case TOO_LONG ->
          problem(
              where + name + " has " + e.length() + " bytes, the limit is " + e.limit(),
              "use a shorter key; a base64 key goes under KEY_BASE64 or HMAC_KEY_BASE64");
      case BAD_BASE64 ->
          problem(
              where + name + " is not base64",
              e.kind() == Kind.PASS_PHRASE
                  ? "use KEY or HMAC_KEY for plain text"
                  : "copy the whole key, up to its last '='; plain text goes under KEY or HMAC_KEY");
      case LINE_BREAK ->
          problem(
              where + name + " has more than one line",
              "use one line: gpg reads the first line only");
      case SAME_AS_ENCRYPTION_KEY ->
          problem(
              where + "the encryption key and the HMAC key are the same",
              "run 'fwknop-tunnel keygen' for two different keys");
    };
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case ENCRYPTION -> "the encryption key";
      case HMAC -> "the HMAC key";
      case PASS_PHRASE -> "the passphrase of the GPG key";
    };
  }

  private static CliError problem(String error, String hint) {
    return CliError.config(error, hint);
  }
}
