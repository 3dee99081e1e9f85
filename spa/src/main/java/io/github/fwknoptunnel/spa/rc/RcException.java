package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.KeyException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key file that cannot be used: what is wrong, and where. Never contains key material. */
public final class RcException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Reason {
    NOT_FOUND,
    NOT_READABLE,
    /** Group or others can read it. */
    UNSAFE_PERMISSIONS,
    /** A line that is not {@code NAME value}. */
    NOT_A_SETTING,
    /** A name that has no meaning here. */
    UNKNOWN_SETTING,
    BAD_VALUE,
    /** A key that cannot be used; the cause is a {@link KeyException}. */
    BAD_KEY,
    /** Neither {@code KEY} nor {@code KEY_BASE64}. */
    NO_KEY
  }

  /**
   * Where in which file.
   *
   * @param line from 1, or 0 for the file as a whole
   */
  public record Location(Path file, int line, Optional<String> setting) {
    public static Location of(Path file) {
      return new Location(file, 0, Optional.empty());
    }

    /** {@code FILE:LINE: SETTING}, as compilers write it. */
    @Override
    public String toString() {
      return file + (line > 0 ? ":" + line : "") + setting.map(name -> ": " + name).orElse("");
    }
  }

  private final Reason reason;
  private final transient Location location;

  RcException(Reason reason, Location location, @Nullable Throwable cause) {
    super(reason + " at " + location, cause);
    this.reason = reason;
    this.location = location;
  }

  RcException(Reason reason, Location location) {
    this(reason, location, null);
  }

  public Reason reason() {
    return reason;
  }

  public Location location() {
    return location;
  }
}
