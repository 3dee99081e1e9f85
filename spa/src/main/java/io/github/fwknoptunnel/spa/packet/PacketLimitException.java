package io.github.fwknoptunnel.spa.packet;

/**
 * A packet that could be made and sent, but that no server could decode. The reference client sends
 * it nevertheless.
 */
public final class PacketLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The limits of a 2.6.10 server. */
  public enum Limit {
    /** Characters of an AES packet. Servers treat longer packets as GPG packets. */
    WIRE_LENGTH(0, 399),
    /**
     * Characters of a GPG packet. Servers treat shorter packets as AES packets; longer packets do
     * not fit into the 1500-byte frame that servers capture.
     */
    GPG_WIRE_LENGTH(400, 1458),
    /** Bytes of the message field. */
    MESSAGE_BYTES(0, 192),
    /** Characters of the user name. */
    USERNAME_LENGTH(0, 48),
    /** Seconds that the port is requested to stay open. */
    OPEN_FOR_SECONDS(0, 65536),
    /** Unix seconds of the timestamp: from 1970 to 2038. */
    TIMESTAMP(0, Integer.MAX_VALUE),
    /** Servers with the legacy mode do not support an HMAC. */
    HMAC_WITH_LEGACY_MODE(0, 0);

    private final long lowest;
    private final long highest;

    Limit(long lowest, long highest) {
      this.lowest = lowest;
      this.highest = highest;
    }

    /** {@return the lowest value within the limit, in its unit} */
    public long lowest() {
      return lowest;
    }

    /** {@return the highest value within the limit, in its unit} */
    public long highest() {
      return highest;
    }
  }

  private final Limit limit;
  private final long value;

  PacketLimitException(Limit limit, long value) {
    super(limit + ": " + value);
    this.limit = limit;
    this.value = value;
  }

  /** {@return the limit that is exceeded} */
  public Limit limit() {
    return limit;
  }

  /** {@return the value that is beyond the limit, in the limit's unit} */
  public long value() {
    return value;
  }
}
