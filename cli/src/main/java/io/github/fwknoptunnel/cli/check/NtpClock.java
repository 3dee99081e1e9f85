package io.github.fwknoptunnel.cli.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * A time server, queried once (RFC 5905, section 14): one datagram there and one back, less than a
 * library would be.
 */
public record NtpClock(String host, int port) implements ClockSource {
  public static final int PORT = 123;

  private static final int LENGTH = 48;

  /** No leap warning, version 4, client. */
  private static final byte CLIENT = 0b00_100_011;

  private static final int SERVER_MODE = 4;
  private static final int ORIGIN = 24;
  private static final int RECEIVE = 32;
  private static final int TRANSMIT = 40;

  /** Seconds from 1900, where NTP begins, to 1970. */
  private static final long TO_UNIX = 2_208_988_800L;

  @Override
  public Duration ahead() throws IOException {
    // Any number may be sent as our time: the server only returns it.
    long cookie = new SecureRandom().nextLong();
    ByteBuffer question = ByteBuffer.allocate(LENGTH).put(0, CLIENT).putLong(TRANSMIT, cookie);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
      Instant sent = Instant.now();
      socket.send(new DatagramPacket(question.array(), LENGTH));
      ByteBuffer answer = ByteBuffer.allocate(LENGTH);
      socket.receive(new DatagramPacket(answer.array(), LENGTH));
      Instant received = Instant.now();
      check(answer, cookie);
      Duration there = Duration.between(sent, time(answer, RECEIVE));
      Duration back = Duration.between(received, time(answer, TRANSMIT));
      return there.plus(back).dividedBy(2);
    }
  }

  private static void check(ByteBuffer answer, long cookie) throws IOException {
    boolean synchronised = answer.get(1) != 0;
    if (((answer.get(0) & 7) != SERVER_MODE)
        || (answer.getLong(ORIGIN) != cookie)
        || !synchronised) {
      throw new IOException("no valid answer");
    }
  }

  /** The 32 bits of seconds begin again in 2036: small ones are of the next era. */
  private static Instant time(ByteBuffer answer, int position) {
    int high = answer.getInt(position);
    long seconds = Integer.toUnsignedLong(high) + (high < 0 ? 0 : 1L << 32);
    long nanos = (Integer.toUnsignedLong(answer.getInt(position + 4)) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond(seconds - TO_UNIX, nanos);
  }

  @Override
  public String toString() {
    return "the time server " + host;
  }
}
