package io.github.fwknoptunnel.spa.packet;

/**
 * A packet that could be built and sent, and that no server would open. The reference client sends
 * it all the same.
 */
public final class PacketLimitException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a 2.6.10 server cannot take. */
  public enum Limit {
    /** Longer packets are taken for GPG ones and dropped; in characters. */
    WIRE_LENGTH(0, 399),
    /**
     * Shorter packets are not taken for GPG ones; longer ones do not fit into the frame of 1500
     * bytes that a server captures. In characters.
     */
    GPG_WIRE_LENGTH(400, 1458),
    /** A longer message cannot be decoded; in bytes. */
    MESSAGE_BYTES(0, 192),
    /** A longer user name cannot be decoded; in characters. */
    USERNAME_LENGTH(0, 48),
    /** A longer time to keep the port open cannot be decoded; in seconds. */
    OPEN_FOR_SECONDS(0, 65536),
    /** A time after this, in Unix seconds, is not understood; nor is one before 1970. */
    TIMESTAMP(0, Integer.MAX_VALUE),
    /** Servers of the legacy mode know no HMAC. */
    HMAC_WITH_LEGACY_MODE(0, 0);

    private final long lowest;
    private final long highest;

    Limit(long lowest, long highest) {
      this.lowest = lowest;
      this.highest = highest;
    }

    /** The lowest value that still works. */
    public long lowest() {
      return lowest;
    }

    /** The highest value that still works. */
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

  public Limit limit() {
    return limit;
  }

  /** The value that is beyond the limit, in the limit's unit. */
  public long value() {
    return value;
  }
}
