package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
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
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Error texts for files that cannot be used. */
public final class RcMessages {
  /** What other programs call FW_TIMEOUT, among them fwknop-gui. */
  private static final Set<String> TIMEOUTS =
      Set.of("CLIENT_TIMEOUT", "ACCESS_TIMEOUT", "TIMEOUT", "FW_ACCESS_TIMEOUT");

  /** What other programs call their stdin. */
  private static final Path STDIN = Path.of("-");

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
      case TOO_LARGE -> problem(at + "is larger than 1 MB", "use a key file or an rc file");
      case NOT_WRITTEN -> unwritten(e, at);
      case UNSAFE_PERMISSIONS, UNSAFE_PROGRAM -> unsafe(e, at);
      case LINE_TOO_LONG, NOT_A_SETTING, NO_VALUE, EQUALS_SIGN, UNKNOWN_SETTING, BAD_VALUE ->
          badLine(e, at);
      case TWO_SETTINGS, SETTING_BEHIND_HEADER, BARE_KEY, REST_OF_KEY, QUOTED, ODD_SPACE ->
          oddLine(e, at);
      case HEADER_NOT_CLOSED, UTF_16, YAML, PEM -> oddFile(e, at);
      case UNKNOWN_STANZA, BAD_STANZA_NAME -> badStanza(e, at);
      case NO_KEY -> problem(at + "no KEY or KEY_BASE64 in it", keyNames());
      case NO_KEY_FOR_SERVER ->
          problem(
              at + "no key for this server in it",
              "add a line 'SERVER: key', with SERVER exactly as in -D or SPA_SERVER");
      case NOT_SAVABLE ->
          problem(
              at + "cannot be saved: reading the file would give a different value",
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
      case IOException other -> problem(at + FileMessages.of(other), "use a text file");
      case null, default -> problem(at + "is not UTF-8 text", "use a text file");
    };
  }

  private static CliError unsafe(RcException e, String at) {
    if (e.getCause() instanceof OtherOwnerException other) {
      return problem(
          at + "the file belongs to user " + other.owner() + ", so no program that it names is run",
          "use a file of your own, or change its owner");
    }
    String chmod = "run 'chmod 600 " + e.location().file() + "'";
    return e.reason() == RcException.Reason.UNSAFE_PROGRAM
        ? problem(
            at + "other users can change this file, so the program it names is not run", chmod)
        : problem(
            at + "users other than its owner can read or change this file",
            chmod + ", or use --insecure-key-file for a mounted secret");
  }

  private static CliError badLine(RcException e, String at) {
    return switch (e.reason()) {
      case LINE_TOO_LONG ->
          problem(
              at + "the line is too long", "use at most 1023 bytes; fwknop truncates longer lines");
      case NO_VALUE ->
          problem(
              at + "a name without a value",
              isNoKey(e.location())
                  ? "write 'NAME value'; a value ends at ';' and '#'"
                  : "a value ends at ';' and '#' too: a key with these goes under KEY_BASE64");
      case EQUALS_SIGN -> problem(at + "an '=' after the name", "write 'NAME value', with a space");
      case UNKNOWN_SETTING -> problem(at + "not a setting of this file", knownSetting(e));
      case BAD_VALUE -> problem(at + "invalid value", value(e));
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
              at + "a setting after '[…]' on the same line would be ignored",
              "write it on a line of its own, without the brackets");
      case BARE_KEY ->
          problem(at + "a key without a name", "write 'KEY_BASE64: key' or 'HMAC_KEY_BASE64: key'");
      case REST_OF_KEY ->
          problem(at + "this looks like the rest of the key above", "write a key on one line");
      case QUOTED ->
          problem(at + "quotes become part of the value", "write the value without quotes");
      default ->
          problem(at + "a no-break or other special space", "replace it with an ordinary space");
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
    if (e.location().file().equals(STDIN)) {
      return "use --key-fd 0 for stdin";
    }
    return e.location().file().startsWith("~")
        ? "write the full path: only the shell expands '~'"
        : "run 'fwknop-tunnel keygen' to create a key file";
  }

  private static CliError badStanza(RcException e, String at) {
    return switch (e.reason()) {
      case UNKNOWN_STANZA ->
          problem(
              at + "no such stanza",
              e.known().isEmpty() ? firstStanza(e) : "use one of: " + stanzas(e));
      default -> problem(at + "no stanza can have this name", "omit ']' and line breaks");
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
          problem(error, "check that you can create files in its directory");
      case FileSystemException known when known.getReason() != null ->
          problem(at + "could not be written: " + known.getReason(), "the file is unchanged");
      case null, default ->
          problem(error, "check the free space of the disk and the permissions of the directory");
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
            .orElse("use one of: " + joined(e));
  }

  private static String value(RcException e) {
    return e.getCause() instanceof MessageException message
        ? "use " + RequestMessages.expected(message)
        : "use a name such as sha256 or cbc";
  }

  private static CliError badKey(RcException e, String at) {
    return e.getCause() instanceof KeyException key
        ? KeyMessages.of(key, at)
        : problem(at + "a key that cannot be used", keyNames());
  }

  private static String keyNames() {
    return "use KEY_BASE64 or KEY, and HMAC_KEY_BASE64 or HMAC_KEY";
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
    return CliError.config(error, hint);
  }
}
