package io.github.fwknoptunnel.cli.process;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.tunnel.testing.SilentPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A port that drops every connect until one SPA packet with the right keys has come. */
final class FakeFirewall implements AutoCloseable {
  private static final String KEY = "correct-horse";
  private static final String HMAC_KEY = "battery-staple";
  private static final int MAX_PACKET = 1500;
  private static final int PATIENCE_MS = 60_000;

  private final SilentPort knock = new SilentPort();
  private final DatagramSocket knocks = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  FakeFirewall() throws IOException {
    knocks.setSoTimeout(PATIENCE_MS);
  }

  int port() {
    return knock.address().getPort();
  }

  /** What the program needs to know to knock here; the keys go to a file in {@code directory}. */
  String[] options(Path directory) throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, "KEY: " + KEY + "\nHMAC_KEY: " + HMAC_KEY + "\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    return List.of("-p", "" + knocks.getLocalPort(), "--key-file", keys.toString())
        .toArray(String[]::new);
  }

  /** Waits for the packet, opens, and takes the connection. */
  Socket accept() throws IOException, KeyException, PacketException {
    DatagramPacket datagram = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    knocks.receive(datagram);
    byte[] wire = datagram.getData();
    String packet = new String(wire, 0, datagram.getLength(), StandardCharsets.ISO_8859_1);
    try (SpaKeys keys =
        SpaKeys.of(
            EncryptionKey.of(KEY.getBytes(StandardCharsets.US_ASCII)),
            HmacKey.of(HMAC_KEY.getBytes(StandardCharsets.US_ASCII)))) {
      new SpaOpener(keys, SpaSuite.DEFAULT).open(new SpaPacket(packet));
    }
    knock.open();
    return knock.accept();
  }

  @Override
  public void close() throws IOException {
    knocks.close();
    knock.close();
  }
}
