package io.github.fwknoptunnel.spa.packet;

/** A packet that is not valid, with the step of decoding that failed. */
public final class PacketException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The steps of decoding, in their order. */
  public enum Reason {
    /** The packet is too short or too long, or has characters that no packet has. */
    NOT_A_PACKET,
    /**
     * The HMAC does not match: another HMAC key or algorithm, an HMAC on one side only, or changed
     * bytes.
     */
    HMAC_MISMATCH,
    /** The padding is wrong: another key or mode, or changed bytes. */
    NOT_DECRYPTED,
    /**
     * The digest of the decrypted fields does not match; without an HMAC, also the sign of a wrong
     * key.
     */
    DIGEST_MISMATCH,
    /** The decrypted fields are not those of an SPA packet. */
    NOT_DECODED
  }

  private final Reason reason;

  PacketException(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  /** {@return why the packet does not open} */
  public Reason reason() {
    return reason;
  }
}
