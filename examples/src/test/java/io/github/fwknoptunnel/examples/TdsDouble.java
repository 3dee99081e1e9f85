package io.github.fwknoptunnel.examples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What SQL Server's driver needs for a login without TLS. Written by the public description of the
 * protocol, MS-TDS; there is no server that the tests could run.
 */
final class TdsDouble {
  static final byte VERSION = 16;

  private static final byte PRELOGIN = 0x12;
  private static final byte LOGIN = 0x10;
  private static final byte RESPONSE = 0x04;
  private static final byte ENCRYPTION_NOT_SUPPORTED = 2;
  private static final int HEADER = 8;

  private TdsDouble() {}

  static void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    while (true) {
      byte type = in.readByte();
      in.skipNBytes(1);
      int length = in.readUnsignedShort();
      in.skipNBytes(length - 4);
      byte[] answer =
          switch (type) {
            case PRELOGIN -> preloginResponse();
            case LOGIN -> loginResponse();
            default -> done();
          };
      out.write(RESPONSE);
      out.write(1); // the last packet of the message
      out.writeShort(HEADER + answer.length);
      out.writeInt(1 << 8);
      out.write(answer);
    }
  }

  /** Offsets and lengths, then the values: the server's version, and whether it can do TLS. */
  private static byte[] preloginResponse() {
    return ByteBuffer.allocate(18)
        .put((byte) 0)
        .putShort((short) 11)
        .putShort((short) 6)
        .put((byte) 1)
        .putShort((short) 17)
        .putShort((short) 1)
        .put((byte) 0xff)
        .put(new byte[] {VERSION, 0, 0, 0, 0, 0})
        .put(ENCRYPTION_NOT_SUPPORTED)
        .array();
  }

  private static byte[] loginResponse() {
    byte[] name = "double".getBytes(StandardCharsets.UTF_16LE);
    int length = 1 + 4 + 1 + name.length + 4;
    byte[] done = done();
    return ByteBuffer.allocate(3 + length + done.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xad)
        .putShort((short) length)
        .put(new byte[] {1, 0x74, 0, 0, 4})
        .put((byte) (name.length / 2))
        .put(name)
        .put(new byte[] {VERSION, 0, 0, 0})
        .put(done)
        .array();
  }

  private static byte[] done() {
    byte[] done = new byte[13];
    done[0] = (byte) 0xfd;
    return done;
  }
}
