package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.RcException;

/** Words for files that cannot be used. */
public final class RcWords {
  private RcWords() {}

  public static Problem of(RcException e) {
    String at = e.location() + ": ";
    return switch (e.reason()) {
      case NOT_FOUND -> problem(at + "no such file", "'fwknop-tunnel keygen' makes a key file");
      case NOT_READABLE ->
          problem(at + "cannot be read as text", "it must be a file that you may read");
      case UNSAFE_PERMISSIONS ->
          problem(
              at + "others than its owner can read or change this file",
              "chmod 600 " + e.location().file() + ", or --insecure-key-file for a mounted secret");
      case NOT_A_SETTING -> problem(at + "not a line of the form 'NAME: value'", names());
      case UNKNOWN_SETTING -> problem(at + "has no meaning in a key file", names());
      case BAD_VALUE -> problem(at + "not a value that it can have", "for example sha256 or cbc");
      case NO_KEY -> problem(at + "there is no KEY or KEY_BASE64 in it", names());
      case BAD_KEY -> badKey(e, at);
    };
  }

  private static Problem badKey(RcException e, String at) {
    return e.getCause() instanceof KeyException key
        ? KeyWords.of(key, at)
        : problem(at + "a key that cannot be used", names());
  }

  private static String names() {
    return "a key file has KEY_BASE64 or KEY, and HMAC_KEY_BASE64 or HMAC_KEY";
  }

  private static Problem problem(String error, String hint) {
    return new Problem(ExitStatus.CONFIGURATION, error, hint);
  }
}
