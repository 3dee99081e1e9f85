package io.github.fwknoptunnel.spa.publicip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Asks for the IPv4 addresses of a name (RFC 1035, section 4.1).
 *
 * @param id 16 bits that the answer must repeat
 * @param name labels with dots between, without one at the end
 */
record DnsQuestion(int id, String name) {
  static final int HEADER_BYTES = 12;
  static final int TYPE_A = 1;
  static final int CLASS_IN = 1;

  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");
  private static final int RECURSION_DESIRED = 0x0100;

  DnsQuestion {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name " + name);
    }
  }

  static DnsQuestion random(String name, RandomGenerator random) {
    return new DnsQuestion(random.nextInt(1 << Short.SIZE), name);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + section().length);
    bytes.putShort((short) id).putShort((short) RECURSION_DESIRED);
    // One question, no records.
    bytes.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    return bytes.put(section()).array();
  }

  /** The question itself, which the answer repeats after its header. */
  byte[] section() {
    // A length before the first label and for each dot, the end's length, type and class.
    ByteBuffer bytes = ByteBuffer.allocate(1 + name.length() + 1 + 4);
    for (String label : name.split("\\.", -1)) {
      bytes.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.put((byte) 0).putShort((short) TYPE_A).putShort((short) CLASS_IN).array();
  }
}
