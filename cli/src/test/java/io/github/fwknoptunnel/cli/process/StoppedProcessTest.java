package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that did not run for a while, as on a laptop that slept, knows the time afterwards. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class StoppedProcessTest {
  private static final int STOPPED_MS = 3000;

  @TempDir Path directory;

  @Test
  void packetsAfterAStopAreAsFreshAsThoseBefore() throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    try (EchoServer echo = new EchoServer();
        DatagramSocket knocks = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      knocks.setSoTimeout(30_000);
      String[] words = {"-local-port", "0", "-remote-host", "127.0.0.1", "--no-rc-file"};
      ProcessBuilder builder = RunningProgram.builder(List.of(), words);
      builder.command().addAll(List.of("-remote-port", echo.port(), "--knock", "each"));
      builder.command().addAll(List.of("-p", "" + knocks.getLocalPort()));
      builder.command().addAll(List.of("--key-file", keys.toString()));
      try (RunningProgram tunnel = RunningProgram.start(builder)) {
        int port = tunnel.port();
        assertFresh(port, knocks);
        tunnel.signal("STOP");
        Thread.sleep(STOPPED_MS);
        tunnel.signal("CONT");
        assertFresh(port, knocks);
      }
    }
  }

  /** The packet of a new connection is no older than the connection. */
  private static void assertFresh(int port, DatagramSocket knocks) throws Exception {
    Instant before = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(30_000);
      client.getOutputStream().write('x');
      DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
      knocks.receive(datagram);
      Instant made = timestamp(datagram);
      Instant now = Instant.now();
      assertTrue(!made.isBefore(before) && !made.isAfter(now), () -> made + " at " + now);
      assertEquals('x', client.getInputStream().read());
    }
  }

  private static Instant timestamp(DatagramPacket datagram) throws Exception {
    String wire =
        new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
    try (SpaKeys keys =
        SpaKeys.of(
            EncryptionKey.of("secret".getBytes(StandardCharsets.US_ASCII)),
            HmacKey.of("hmac".getBytes(StandardCharsets.US_ASCII)))) {
      return Instant.ofEpochSecond(
          new SpaOpener(keys, SpaSuite.DEFAULT).open(new SpaPacket(wire)).fields().timestamp());
    }
  }
}
