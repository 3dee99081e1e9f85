package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.message.MessageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that cannot be used: what is wrong, and where. Never contains key material. */
public final class RcException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Reason {
    NOT_FOUND,
    /** A directory, and no file at all. */
    IS_DIRECTORY,
    NOT_READABLE,
    /** More than {@link SmallFile#MAX_BYTES}, or without an end. */
    TOO_LARGE,
    /** The new content could not be put in its place; the old one is still there. */
    NOT_WRITTEN,
    /** There are keys in it, and group or others can read or change it. */
    UNSAFE_PERMISSIONS,
    /** It names a program or a program's settings, and group or others can change it. */
    UNSAFE_PROGRAM,
    /** More bytes than the old client reads at once; it would take the rest for another line. */
    LINE_TOO_LONG,
    /** A {@code [} where a setting is expected. */
    NOT_A_SETTING,
    /** A name and nothing after it. */
    NO_VALUE,
    /** {@code NAME=value}; a blank belongs between. */
    EQUALS_SIGN,

    /** A second setting on the line, which would be ignored. */
    TWO_SETTINGS,

    /** A setting behind a header, on its line, which would be ignored. */
    SETTING_BEHIND_HEADER,

    /** A {@code [} without its {@code ]}, so that the stanza is not found. */
    HEADER_NOT_CLOSED,

    /** A key without a name. */
    BARE_KEY,

    /** Base64 alone below a line with a key: most likely the rest of that key. */
    REST_OF_KEY,

    /** A value in quotes, where it cannot have any. */
    QUOTED,

    /** A no-break space or another one that looks like a blank and is none. */
    ODD_SPACE,

    /** UTF-16, by its first two bytes or its many NULs. */
    UTF_16,

    /** The configuration file of fwknop-go, which is YAML. */
    YAML,

    /** A file of keys for ssh, TLS or PGP. */
    PEM,
    /** A name that has no meaning here; {@link #known} has those that do. */
    UNKNOWN_SETTING,
    /** No such stanza; {@link #known} has those that are there. */
    UNKNOWN_STANZA,
    /** A value that the setting cannot have; the cause may be a {@link MessageException}. */
    BAD_VALUE,
    /** A key that cannot be used; the cause is a {@link KeyException}. */
    BAD_KEY,
    /** Neither {@code KEY} nor {@code KEY_BASE64}. */
    NO_KEY,
    /** Not one line for this server. */
    NO_KEY_FOR_SERVER,
    /** A stanza name with a {@code ]} or a control character, which no header can hold. */
    BAD_STANZA_NAME,
    /** A value with a blank, {@code ;} or {@code #}: it would read back as something else. */
    NOT_SAVABLE
  }

  /**
   * Where in which file.
   *
   * @param line from 1, or 0 for the file as a whole
   * @param stanza as its header spells it
   * @param setting as the line spells it
   */
  public record Location(Path file, int line, Optional<String> stanza, Optional<String> setting) {
    public static Location of(Path file) {
      return new Location(file, 0, Optional.empty(), Optional.empty());
    }

    Location named(String name) {
      return new Location(file, line, stanza, Optional.of(name));
    }

    /** {@code FILE:LINE: [STANZA] SETTING}, as compilers write it. */
    @Override
    public String toString() {
      String what =
          stanza.map(name -> " [" + name + "]").orElse("")
              + setting.map(name -> " " + name).orElse("");
      return file + (line > 0 ? ":" + line : "") + (what.isEmpty() ? "" : ":" + what);
    }
  }

  private final Reason reason;
  private final transient Location location;
  private final transient List<String> known;

  private RcException(
      Reason reason, Location location, List<String> known, @Nullable Throwable cause) {
    super(reason + " at " + location, cause);
    this.reason = reason;
    this.location = location;
    this.known = List.copyOf(known);
  }

  RcException(Reason reason, Location location, @Nullable Throwable cause) {
    this(reason, location, List.of(), cause);
  }

  RcException(Reason reason, Location location) {
    this(reason, location, List.of(), null);
  }

  static RcException unknown(Reason reason, Location location, List<String> known) {
    return new RcException(reason, location, known, null);
  }

  public Reason reason() {
    return reason;
  }

  public Location location() {
    return location;
  }

  /** The names that would have been understood; empty for other reasons than an unknown name. */
  public List<String> known() {
    return known;
  }
}
