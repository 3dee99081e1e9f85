package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.message.MessageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that cannot be used: why, and where. Never contains key material. */
public final class RcException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Reason {
    /** There is no such file. */
    NOT_FOUND,
    /** A directory, not a file. */
    IS_DIRECTORY,
    /** The file cannot be read. */
    NOT_READABLE,
    /** More than {@link SmallFile#MAX_BYTES}, such as a device without an end. */
    TOO_LARGE,
    /** The new content could not be written; the old file is unchanged. */
    NOT_WRITTEN,
    /** The file holds keys, and its group or others can read or change it. */
    UNSAFE_PERMISSIONS,
    /**
     * The file names a program or its settings, and either its group or others can change the file,
     * or it belongs to another user. If only the owner is wrong, the cause is an {@link
     * OtherOwnerException}.
     */
    UNSAFE_PROGRAM,
    /** A line longer than the reference client's buffer; it would read the rest as another line. */
    LINE_TOO_LONG,
    /** A {@code [} where a setting is expected. */
    NOT_A_SETTING,
    /** A name and nothing after it. */
    NO_VALUE,
    /** {@code NAME=value} instead of {@code NAME value}. */
    EQUALS_SIGN,

    /** A second setting on one line, which would be ignored. */
    TWO_SETTINGS,

    /** A setting on the line of a header, which would be ignored. */
    SETTING_BEHIND_HEADER,

    /** A {@code [} without its {@code ]}, so that the stanza is not found. */
    HEADER_NOT_CLOSED,

    /** A key without a name. */
    BARE_KEY,

    /** Base64 alone on the line after a key: probably the rest of that key. */
    REST_OF_KEY,

    /** A value in quotes, for a setting that cannot have any. */
    QUOTED,

    /** A no-break space, or another character that looks like a blank. */
    ODD_SPACE,

    /** A file in UTF-16, recognized by its byte order mark or its NUL bytes. */
    UTF_16,

    /** The configuration file of fwknop-go, which is YAML. */
    YAML,

    /** A key file of ssh, TLS or PGP. */
    PEM,
    /** A name that is not a setting; {@link #known} lists those that are. */
    UNKNOWN_SETTING,
    /** No such stanza; {@link #known} lists those in the file. */
    UNKNOWN_STANZA,
    /** A value that the setting cannot have; the cause may be a {@link MessageException}. */
    BAD_VALUE,
    /** A key that cannot be used; the cause is a {@link KeyException}. */
    BAD_KEY,
    /** Neither {@code KEY} nor {@code KEY_BASE64}. */
    NO_KEY,
    /** The file has no line for this server. */
    NO_KEY_FOR_SERVER,
    /** A stanza name with a {@code ]} or a control character, which no header can hold. */
    BAD_STANZA_NAME,
    /**
     * A value that would read back as something else: with a blank, {@code ;} or {@code #}, or not
     * ASCII in a file that is not UTF-8.
     */
    NOT_SAVABLE
  }

  /**
   * A place in a file.
   *
   * @param file as the caller named it
   * @param line from 1, or 0 for the file as a whole
   * @param stanza as its header spells it; absent outside of stanzas
   * @param setting as the line spells it; absent if the whole line is meant
   */
  public record Location(Path file, int line, Optional<String> stanza, Optional<String> setting) {
    /**
     * {@return a file as a whole}
     *
     * @param file as the caller named it
     */
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

  /** {@return the kind of fault} */
  public Reason reason() {
    return reason;
  }

  /** {@return the place of the fault} */
  public Location location() {
    return location;
  }

  /** {@return the names that are known here; empty unless the reason is an unknown name} */
  public List<String> known() {
    return known;
  }
}
