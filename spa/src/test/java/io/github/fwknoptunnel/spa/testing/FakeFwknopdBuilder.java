package io.github.fwknoptunnel.spa.testing;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;

/** Settings of a {@link FakeFwknopd}. Each method returns the builder. Not thread-safe. */
public final class FakeFwknopdBuilder {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Duration MAX_ACCESS_TIME = Duration.ofDays(365);

  private final byte[] key = random(EncryptionKey.MAX_BYTES);
  private final byte[] hmacKey = random(HmacKey.MAX_BYTES / 2);
  final SpaSuite suite = SpaSuite.DEFAULT;
  Capture capture = Capture.UDP_SOCKET;
  FakeFwknopd.Service service = FakeFwknopd.Service.ECHO;
  Duration accessTime = Duration.ofSeconds(30);
  InstantSource clock = InstantSource.system();
  String host = "127.0.0.1";
  int ports = 1;
  int losing;
  boolean onePort;

  FakeFwknopdBuilder() {}

  /**
   * Where packets are received and the ports are; {@code 127.0.0.1} unless set. {@code ::1} makes a
   * server for IPv6, which fwknopd is not.
   */
  public FakeFwknopdBuilder host(String address) {
    host = address;
    return this;
  }

  /** How soon ports open after a packet; at once unless set. */
  public FakeFwknopdBuilder capture(Capture kind) {
    capture = kind;
    return this;
  }

  /** What listens behind the ports; an echo service unless set. */
  public FakeFwknopdBuilder service(FakeFwknopd.Service behindPorts) {
    service = behindPorts;
    return this;
  }

  /** For how long a packet opens a port if it does not say so itself; 30 s unless set. */
  public FakeFwknopdBuilder accessTime(Duration time) {
    if (!time.isPositive() || time.compareTo(MAX_ACCESS_TIME) > 0) {
      throw new IllegalArgumentException("access time " + time);
    }
    accessTime = time;
    return this;
  }

  /**
   * Sets the server's clock, for tests with a wrong one; the system's unless set. The server
   * accepts packets whose time differs from it by up to two minutes.
   */
  public FakeFwknopdBuilder clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** How many ports are guarded; one unless set. */
  public FakeFwknopdBuilder ports(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("ports: " + count);
    }
    ports = count;
    return this;
  }

  /** Drops the first {@code packets} packets that arrive, as a network may. */
  public FakeFwknopdBuilder losing(int packets) {
    losing = packets;
    return this;
  }

  /** Opens only the first port of a packet, as servers with {@code CMD_CYCLE_OPEN} do. */
  public FakeFwknopdBuilder opensOnePortPerPacket() {
    onePort = true;
    return this;
  }

  /** Starts the server. */
  public FakeFwknopd start() throws IOException {
    return new FakeFwknopd(this);
  }

  SpaKeys newKeys() {
    try {
      return SpaKeys.of(EncryptionKey.of(key), HmacKey.of(hmacKey));
    } catch (KeyException e) {
      throw new IllegalStateException("random keys of these lengths are good", e);
    }
  }

  Path writeKeyFile(Path file) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    Files.createFile(file, PRIVATE);
    return Files.writeString(
        file,
        "KEY_BASE64: %s\nHMAC_KEY_BASE64: %s\n"
            .formatted(base64.encodeToString(key), base64.encodeToString(hmacKey)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
