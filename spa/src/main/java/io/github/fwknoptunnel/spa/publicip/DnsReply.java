package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a name server says to a question (RFC 1035, section 4).
 *
 * @param code 0 for no error
 * @param truncated the rest would come over TCP only
 * @param address the first IPv4 address, empty where there is none
 */
record DnsReply(int code, boolean truncated, String address) {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int POINTER = 0xc0;
  private static final int A_IN = DnsQuestion.TYPE_A << Short.SIZE | DnsQuestion.CLASS_IN;

  /** Reads a datagram; empty if it is no well-formed answer to {@code question}. */
  static Optional<DnsReply> parse(byte[] datagram, DnsQuestion question) {
    try {
      return parse(ByteBuffer.wrap(datagram), question);
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  ResolveAttempt judge(String resolver, AcceptedRange scope) {
    if (code != 0) {
      return new ResolveAttempt.Failed(resolver, Reason.BAD_STATUS, Integer.toString(code));
    }
    return truncated
        ? new ResolveAttempt.Failed(resolver, Reason.TOO_LONG, "")
        : scope.judge(resolver, address);
  }

  private static Optional<DnsReply> parse(ByteBuffer in, DnsQuestion question) {
    int id = unsigned(in);
    int flags = unsigned(in);
    int questions = unsigned(in);
    int answers = unsigned(in);
    in.getInt(); // How many further records follow those.
    boolean response = (flags & RESPONSE) != 0 && (flags & OPCODE) == 0;
    if (id != question.id() || !response || questions != 1 || !repeats(in, question)) {
      return Optional.empty();
    }
    int code = flags & CODE;
    boolean truncated = (flags & TRUNCATED) != 0;
    String address = code != 0 || truncated ? "" : firstAddress(in, answers);
    return Optional.of(new DnsReply(code, truncated, address));
  }

  private static boolean repeats(ByteBuffer in, DnsQuestion question) {
    byte[] section = new byte[question.section().length];
    in.get(section);
    return Arrays.equals(section, question.section());
  }

  private static String firstAddress(ByteBuffer in, int answers) {
    for (int i = 0; i < answers; i++) {
      skipName(in);
      boolean wanted = in.getInt() == A_IN;
      in.getInt(); // How long it may be kept.
      int length = unsigned(in);
      if (wanted && length == 4) {
        return dotted(in);
      }
      skip(in, length);
    }
    return "";
  }

  private static void skipName(ByteBuffer in) {
    int length = in.get() & 0xff;
    while (length != 0) {
      boolean pointer = (length & POINTER) == POINTER;
      skip(in, pointer ? 1 : length);
      // A pointer ends the name; it is not followed, so that it cannot lead in circles.
      length = pointer ? 0 : in.get() & 0xff;
    }
  }

  private static String dotted(ByteBuffer in) {
    StringJoiner dotted = new StringJoiner(".");
    for (int i = 0; i < 4; i++) {
      dotted.add(Integer.toString(in.get() & 0xff));
    }
    return dotted.toString();
  }

  private static void skip(ByteBuffer in, int bytes) {
    if (bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + bytes);
  }

  private static int unsigned(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }
}
