package io.github.fwknoptunnel.spa.packet;

/**
 * A packet that could be built and sent, and that no server would open. The reference client sends
 * it all the same.
 */
public final class UndeliverableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a 2.6.10 server cannot take. */
  public enum Limit {
    /** Longer packets are taken for GPG ones and dropped; in characters. */
    WIRE_LENGTH(399),
    /** A longer message cannot be decoded; in bytes. */
    MESSAGE_BYTES(192),
    /** A longer user name cannot be decoded; in characters. */
    USERNAME_LENGTH(48),
    /** A longer time to keep the door open cannot be decoded; in seconds. */
    OPEN_FOR_SECONDS(65536),
    /** A time after this, in Unix seconds, is not understood; nor is one before 1970. */
    TIMESTAMP(Integer.MAX_VALUE),
    /** Servers of the legacy mode know no HMAC. */
    HMAC_WITH_LEGACY_MODE(0);

    private final long highest;

    Limit(long highest) {
      this.highest = highest;
    }

    /** The highest value that still works. */
    public long highest() {
      return highest;
    }
  }

  private final Limit limit;
  private final long value;

  UndeliverableException(Limit limit, long value) {
    super(limit + ": " + value);
    this.limit = limit;
    this.value = value;
  }

  public Limit limit() {
    return limit;
  }

  /** The value that is over the limit, in the limit's unit. */
  public long value() {
    return value;
  }
}
