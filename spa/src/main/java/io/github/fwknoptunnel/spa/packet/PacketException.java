package io.github.fwknoptunnel.spa.packet;

/** A packet that does not open, and the step at which it stopped. */
public final class PacketException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The steps of opening, in their order. */
  public enum Reason {
    /** Too short, or with characters that no packet has. */
    NOT_A_PACKET,
    /** The HMAC does not fit: other HMAC key or type, no HMAC on one side, or changed bytes. */
    HMAC_MISMATCH,
    /** The padding is wrong: other key or mode, or changed bytes. */
    NOT_DECRYPTED,
    /** Decrypted, and the digest does not fit; without HMAC also the sign of a wrong key. */
    DIGEST_MISMATCH,
    /** Decrypted and whole, and the fields are not those of an SPA packet. */
    NOT_DECODED
  }

  private final Reason reason;

  PacketException(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
