package io.github.fwknoptunnel.compat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Datagrams to an SPA port as a file of libpcap, as if they had been captured on an Ethernet. */
final class PacketCapture {
  private static final int ETHERNET_HEADER = 14;
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int UDP = 17;
  private static final int SPA_PORT = 62201;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  PacketCapture() {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(65535).putInt(1);
    file.writeBytes(header.array());
  }

  /** Checksums stay empty: nobody looks at them in a capture. */
  void add(String source, byte[] payload) {
    int length = ETHERNET_HEADER + IP_HEADER + UDP_HEADER + payload.length;
    ByteBuffer record = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(1_700_000_000).putInt(0).putInt(length).putInt(length);
    record.order(ByteOrder.BIG_ENDIAN);
    record.put(new byte[12]).putShort((short) 0x0800);
    record.put((byte) 0x45).put((byte) 0).putShort((short) (length - ETHERNET_HEADER));
    record.putInt(0).put((byte) 64).put((byte) UDP).putShort((short) 0);
    record.put(address(source)).put(address("192.0.2.1"));
    record.putShort((short) 40_000).putShort((short) SPA_PORT);
    record.putShort((short) (UDP_HEADER + payload.length)).putShort((short) 0).put(payload);
    file.writeBytes(record.array());
  }

  private static byte[] address(String text) {
    ByteBuffer address = ByteBuffer.allocate(4);
    for (String octet : text.split("\\.")) {
      address.put((byte) Integer.parseInt(octet));
    }
    return address.array();
  }

  byte[] toBytes() {
    return file.toByteArray();
  }
}
