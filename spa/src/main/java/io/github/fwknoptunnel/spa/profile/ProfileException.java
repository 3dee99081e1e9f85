package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.rc.RcException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure to make a profile from a stanza or a key file, or a request from the profile. Its
 * message says why, and where; it never contains key material.
 */
public final class ProfileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why there is no profile. */
  public enum Reason {
    /** The file cannot be read or understood; the cause is an {@link RcException} that says why. */
    UNUSABLE_FILE("cannot be used"),
    /** Nothing names the server. */
    NO_SERVER("no SPA_SERVER in it, and no other name of the server"),
    /** Neither a key nor a key file is set, and gpg is not used. */
    NO_KEY("no KEY, KEY_BASE64 or KEY_FILE in it"),
    /** The HMAC is turned on, and there is no key for it. */
    NO_HMAC_KEY("turns the HMAC on, and there is no HMAC key"),
    /** Both keys are the same bytes, which servers refuse. */
    SAME_KEYS("the HMAC key is the encryption key"),
    /** Gpg is used, and nothing names the server's key. */
    NO_RECIPIENT("no GPG_RECIPIENT in it"),
    /** A protocol that needs raw sockets, which Java does not have. */
    PROTOCOL_NOT_AVAILABLE("needs raw sockets: udp, tcp and http do not"),
    /** The text of a setting is not a user agent, a URL or a NAT target. */
    BAD_VALUE("not a value that it can have"),
    /** The stanza lists the ports to open, and the port to connect to is not among them. */
    PORT_NOT_OPENED("does not open the port that is connected to"),
    /** A NAT port replaces a single port, and there are several. */
    SEVERAL_PORTS("one NAT port for more than one port to open");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private final Reason reason;
  private final String where;

  ProfileException(Reason reason, String where, @Nullable Exception cause) {
    super(where + ": " + reason.words, cause);
    this.reason = reason;
    this.where = where;
  }

  ProfileException(Reason reason, String where) {
    this(reason, where, null);
  }

  ProfileException(RcException cause) {
    super(cause.location() + ": " + words(cause.reason()), cause);
    this.reason = Reason.UNUSABLE_FILE;
    this.where = cause.location().toString();
  }

  private static String words(RcException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> "no such file";
      case UNSAFE_PERMISSIONS -> "others than its owner can read or change this file";
      case UNKNOWN_STANZA -> "there is no such stanza";
      default -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /** {@return why there is no profile} */
  public Reason reason() {
    return reason;
  }

  /**
   * {@return the file and, if known, the line and the setting: {@code FILE:LINE: [STANZA] SETTING}}
   */
  public String where() {
    return where;
  }
}
