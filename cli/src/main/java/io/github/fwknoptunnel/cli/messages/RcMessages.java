package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.rc.OtherOwnerException;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import io.github.fwknoptunnel.spa.rc.RcWarning;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Words for files that cannot be used. */
public final class RcMessages {
  /** What other programs call FW_TIMEOUT, among them fwknop-gui. */
  private static final Set<String> TIMEOUTS =
      Set.of("CLIENT_TIMEOUT", "ACCESS_TIMEOUT", "TIMEOUT", "FW_ACCESS_TIMEOUT");

  private RcMessages() {}

  /** The same for an rc file, which another command writes. */
  public static CliError ofRcFile(RcException e) {
    boolean missing = e.reason() == Reason.NOT_FOUND && !e.location().file().startsWith("~");
    return missing
        ? problem(
            e.location() + ": no such file",
            "run 'fwknop-tunnel knock --save-rc-stanza …' to write a stanza")
        : of(e);
  }

  public static CliError of(RcException e) {
    String at = e.location() + ": ";
    return switch (e.reason()) {
      case NOT_FOUND -> problem(at + "no such file", notFound(e));
      case IS_DIRECTORY -> problem(at + "is a directory", "name a file in it");
      case NOT_READABLE -> unreadable(e, at);
      case TOO_LARGE -> problem(at + "is larger than 1 MB", "name a file of keys or settings");
      case NOT_WRITTEN -> unwritten(e, at);
      case UNSAFE_PERMISSIONS, UNSAFE_PROGRAM -> unsafe(e, at);
      case LINE_TOO_LONG, NOT_A_SETTING, NO_VALUE, EQUALS_SIGN, UNKNOWN_SETTING, BAD_VALUE ->
          badLine(e, at);
      case TWO_SETTINGS, SETTING_BEHIND_HEADER, BARE_KEY, REST_OF_KEY, QUOTED, ODD_SPACE ->
          oddLine(e, at);
      case HEADER_NOT_CLOSED, UTF_16, YAML, PEM -> oddFile(e, at);
      case UNKNOWN_STANZA, BAD_STANZA_NAME -> badStanza(e, at);
      case NO_KEY -> problem(at + "there is no KEY or KEY_BASE64 in it", keyNames());
      case NO_KEY_FOR_SERVER ->
          problem(
              at + "there is no key for this server in it",
              "a line 'SERVER: key', with SERVER exactly as -D or SPA_SERVER spells it");
      case NOT_SAVABLE ->
          problem(
              at + "cannot be saved: it would read back as something else",
              "a value ends at the first blank, ';' or '#'; save a key as base64");
      case BAD_KEY -> badKey(e, at);
    };
  }

  private static CliError unreadable(RcException e, String at) {
    return switch (e.getCause()) {
      case AccessDeniedException denied ->
          problem(
              at + "permission denied" + FileMessages.ownerAndMode(e.location().file()),
              "run this as a user who may read it, or change its owner");
      case IOException other -> problem(at + FileMessages.of(other), "name a file of text");
      case null, default -> problem(at + "is not UTF-8 text", "name a file of text");
    };
  }

  private static CliError unsafe(RcException e, String at) {
    String chmod = "run 'chmod 600 " + e.location().file() + "'";
    return e.reason() == RcException.Reason.UNSAFE_PROGRAM
        ? problem(at + "others can change this file, so no program that it names is run", chmod)
        : problem(
            at + "others than its owner can read or change this file",
            chmod + ", or use --insecure-key-file for a mounted secret");
  }

  private static CliError badLine(RcException e, String at) {
    return switch (e.reason()) {
      case LINE_TOO_LONG ->
          problem(at + "the line is too long", "1023 bytes at most; fwknop cuts it there");
      case NO_VALUE ->
          problem(
              at + "a name without a value",
              isNoKey(e.location())
                  ? "write 'NAME value'; a value ends at ';' and '#'"
                  : "a value ends at ';' and '#' too: a key with these goes under KEY_BASE64");
      case EQUALS_SIGN -> problem(at + "an '=' after the name", "write 'NAME value', with a blank");
      case UNKNOWN_SETTING -> problem(at + "has no meaning here", knownSetting(e));
      case BAD_VALUE -> problem(at + "not a value that it can have", value(e));
      default ->
          problem(
              at + "not a line of the form 'NAME value' or 'NAME: value'",
              "a stanza starts with '[name]', a comment with '#'");
    };
  }

  private static boolean isNoKey(Location where) {
    String name = where.setting().orElse("KEY").toUpperCase(Locale.ROOT);
    return !name.contains("KEY");
  }

  private static CliError oddFile(RcException e, String at) {
    return switch (e.reason()) {
      case HEADER_NOT_CLOSED ->
          problem(at + "the header has no ']'", "a stanza starts with '[name]'");
      case PEM ->
          problem(
              at + "is not an fwknop key file: it looks like one of ssh, TLS or PGP", keyNames());
      case UTF_16 -> problem(at + "the file is UTF-16", "save it as UTF-8");
      default ->
          problem(
              at + "the file is YAML, as fwknop-go uses it",
              "a .fwknoprc has '[name]' headers and 'NAME value' lines");
    };
  }

  private static CliError oddLine(RcException e, String at) {
    return switch (e.reason()) {
      case TWO_SETTINGS ->
          problem(at + "a second setting on the line would be ignored", "write one setting a line");
      case SETTING_BEHIND_HEADER ->
          problem(
              at + "a setting behind a '[…]' would be ignored",
              "write it on a line of its own, without the brackets");
      case BARE_KEY ->
          problem(at + "a key without a name", "write 'KEY_BASE64: key' or 'HMAC_KEY_BASE64: key'");
      case REST_OF_KEY ->
          problem(at + "this looks like the rest of the key above", "write a key on one line");
      case QUOTED ->
          problem(at + "quotes become part of the value", "write the value without quotes");
      default ->
          problem(at + "a space that is no ordinary blank", "replace it by an ordinary blank");
    };
  }

  /** A line that was read, most likely not as it was meant. */
  public static String of(RcWarning warning) {
    String at = warning.where() + ": ";
    return switch (warning.kind()) {
      case REST_IGNORED -> at + "the rest of line " + warning.where().line() + " is ignored";
      case QUOTES_KEPT -> at + "the quotes are part of the value";
      case NOT_A_NUMBER -> at + "not a whole number, read as " + warning.reading();
      case NOT_A_SWITCH -> at + "neither Y nor N, read as N";
      case BEFORE_FIRST_STANZA -> at + "ignored, because no '[name]' stands above it";
    };
  }

  private static String notFound(RcException e) {
    return e.location().file().startsWith("~")
        ? "only the shell replaces '~': write the whole path"
        : "'fwknop-tunnel keygen' makes a key file";
  }

  private static CliError badStanza(RcException e, String at) {
    return switch (e.reason()) {
      case UNKNOWN_STANZA ->
          problem(
              at + "there is no such stanza",
              e.known().isEmpty() ? firstStanza(e) : "there are: " + stanzas(e));
      default -> problem(at + "no stanza can have this name", "leave out ']' and line ends");
    };
  }

  private static String firstStanza(RcException e) {
    return "the file has none; to write it run 'fwknop-tunnel knock --save-rc-stanza -n "
        + e.location().stanza().orElse("NAME")
        + " -D HOST -A tcp/PORT --key-file FILE'";
  }

  private static CliError unwritten(RcException e, String at) {
    String error = at + "could not be written; it is unchanged";
    return switch (e.getCause()) {
      case OtherOwnerException other ->
          problem(
              at + "is not written: " + other.getFile() + " belongs to " + other.owner(),
              "run it as " + other.owner());
      case AccessDeniedException denied ->
          problem(error, "you must be allowed to make files in its directory");
      case FileSystemException known when known.getReason() != null ->
          problem(at + "could not be written: " + known.getReason(), "the file is unchanged");
      case null, default ->
          problem(
              error,
              "is there room on the disk, and is it a file in a directory that you may change?");
    };
  }

  private static String knownSetting(RcException e) {
    Location where = e.location();
    String upper = where.setting().orElse("").toUpperCase(Locale.ROOT);
    if (e.known().contains(upper)) {
      return where.stanza().isEmpty() ? keyNames() : "did you mean " + upper + "?";
    }
    if (TIMEOUTS.contains(upper) && e.known().contains("FW_TIMEOUT")) {
      return "write FW_TIMEOUT";
    }
    return where.stanza().isEmpty()
        ? keyNames()
        : Spelling.nearest(upper, e.known())
            .map(name -> "did you mean " + name + "?")
            .orElse("known are: " + joined(e));
  }

  private static String value(RcException e) {
    return e.getCause() instanceof MessageException message
        ? RequestMessages.hint(message)
        : "for example sha256 or cbc";
  }

  private static CliError badKey(RcException e, String at) {
    return e.getCause() instanceof KeyException key
        ? KeyMessages.of(key, at)
        : problem(at + "a key that cannot be used", keyNames());
  }

  private static String keyNames() {
    return "a key file has KEY_BASE64 or KEY, and HMAC_KEY_BASE64 or HMAC_KEY";
  }

  /** A name with blanks at its ends is shown in quotes. */
  private static String stanzas(RcException e) {
    return e.known().stream()
        .map(name -> name.equals(name.strip()) ? name : "'" + name + "'")
        .collect(Collectors.joining(", "));
  }

  private static String joined(RcException e) {
    return String.join(", ", e.known());
  }

  private static CliError problem(String error, String hint) {
    return new CliError(ExitStatus.CONFIGURATION, error, hint);
  }
}
