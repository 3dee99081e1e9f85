package io.github.fwknoptunnel.spa.publicip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Writes answers of name servers, the wrong ones too. Starts from a question; each step copies. */
record Datagram(byte[] bytes) {
  /** An answer to {@code question} with flags and a number of records yet to be added. */
  static Datagram answering(byte[] question, int flags, int records) {
    byte[] bytes = question.clone();
    ByteBuffer.wrap(bytes).putShort(2, (short) flags).putShort(6, (short) records);
    return new Datagram(bytes);
  }

  /** An answer as it should be: one address. */
  static byte[] good(byte[] question, String address) {
    return answering(question, 0x8180, 1).record("c00c", 1, address(address)).bytes();
  }

  /** Adds a record; the name is given in hex as it stands on the wire. */
  Datagram record(String name, int type, byte[] data) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(HexFormat.of().parseHex(name));
    all.writeBytes(
        ByteBuffer.allocate(10)
            .putShort((short) type)
            .putShort((short) 1)
            .putInt(60)
            .putShort((short) data.length)
            .array());
    all.writeBytes(data);
    return new Datagram(all.toByteArray());
  }

  static byte[] address(String dotted) {
    String[] octets = dotted.split("\\.", -1);
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(octets[i]);
    }
    return bytes;
  }
}
