package io.github.fwknoptunnel.spa.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.publicip.CachingResolver;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stanza or a key file says, as one value. */
@Timeout(180)
class ProfileTest {
  private static final SpaRequest SSH = SpaRequest.access(PortSpec.tcp(22));

  @TempDir Path directory;

  private Path file(String name, String... lines) throws IOException {
    Path file = Files.write(directory.resolve(name), List.of(lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Profile stanza(String... lines) throws IOException {
    String[] whole = new String[lines.length + 3];
    whole[0] = "[home]";
    whole[1] = "KEY secret";
    whole[2] = "HMAC_KEY another";
    System.arraycopy(lines, 0, whole, 3, lines.length);
    return Profile.ofStanza(file("rc", whole), "home", "gate.example.com");
  }

  private static SpaFields fields(Profile profile, SpaPacket packet, Path keys) throws Exception {
    try (KeySettings settings = KeyFile.read(keys)) {
      return new SpaOpener(settings.keys(), profile.suite()).open(packet).fields();
    }
  }

  @Test
  void aKeyFilesAlgorithmsAreThoseOfThePacket() throws Exception {
    Path keys =
        file(
            "keys",
            "KEY secret",
            "HMAC_KEY another",
            "HMAC_DIGEST_TYPE sha512",
            "DIGEST_TYPE sha384",
            "ENCRYPTION_MODE ctr");
    SpaSuite agreed = new SpaSuite(HashAlgorithm.SHA384, CipherMode.CTR, HashAlgorithm.SHA512);
    try (Profile profile = Profile.ofKeyFile(keys, "gate.example.com");
        KeySettings ofServer = KeyFile.read(keys)) {
      assertEquals(agreed, profile.suite());
      SpaPacket packet = profile.client().seal(SSH);
      new SpaOpener(ofServer.keys(), agreed).open(packet);
      // A server that knows the key for sha512 is silent for anything else.
      assertThrows(
          PacketException.class,
          () -> new SpaOpener(ofServer.keys(), SpaSuite.DEFAULT).open(packet));
    }
  }

  @Test
  void aKeyFileIsForTheUsualPortUnlessAnotherIsGiven() throws Exception {
    Path keys = file("keys", "KEY secret");
    try (Profile usual = Profile.ofKeyFile(keys, "gate.example.com");
        Profile other = Profile.ofKeyFile(keys, "gate.example.com", 443)) {
      assertEquals("gate.example.com:62201", usual.toString());
      assertEquals(ServerProtocol.UDP, usual.protocol());
      assertEquals("gate.example.com:443", other.toString());
      assertEquals(Optional.empty(), usual.request());
      assertEquals(SSH, usual.request(22));
      assertThrows(IllegalStateException.class, usual::knock);
    }
  }

  @Test
  void aStanzaSendsWhatItAsksForToItsServer() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      Path rc =
          file(
              "rc",
              "[default]",
              "HMAC_DIGEST_TYPE sha512",
              "[home]",
              "SPA_SERVER 127.0.0.1",
              "SPA_SERVER_PORT " + server.getLocalPort(),
              "ACCESS tcp/22,udp/53",
              "ALLOW_IP 192.0.2.7",
              "FW_TIMEOUT 60",
              "SPOOF_USER alice",
              "KEY secret",
              "HMAC_KEY another");
      try (Profile home = Profile.ofStanza(rc, "HOME")) {
        SpaPacket sent = home.knock();
        DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
        server.receive(datagram);
        String wire =
            new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
        assertEquals(sent.wire(), wire);
        SpaFields fields = fields(home, sent, file("keys", "KEY secret", "HMAC_KEY another"));
        assertEquals("192.0.2.7,tcp/22,udp/53", fields.message());
        assertEquals("alice", fields.username());
        assertEquals(Optional.of(Duration.ofMinutes(1)), fields.clientTimeout());
      }
    }
  }

  @Test
  void aStanzaWithoutPortsAsksForTheOneThatIsConnectedTo() throws Exception {
    try (Profile home = stanza("FW_TIMEOUT 0")) {
      assertEquals(Optional.empty(), home.request());
      assertEquals(SSH, home.request(22));
      assertEquals("gate.example.com", home.server());
    }
  }

  @Test
  void aStanzaThatOpensOtherPortsSaysSoBeforeAnythingIsSent() throws Exception {
    try (Profile home = stanza("ACCESS tcp/22,tcp/443")) {
      assertEquals(2, home.request(443).ports().size());
      ProfileException e = assertThrows(ProfileException.class, () -> home.request(80));
      assertEquals(Reason.PORT_NOT_OPENED, e.reason());
      assertEquals(
          directory.resolve("rc")
              + ":4: [home] ACCESS: does not open the port that is connected to",
          e.getMessage());
    }
  }

  @Test
  void aNatPortIsOpenedInPlaceOfTheOneBehindIt() throws Exception {
    NatTarget inside = new NatTarget("10.0.0.5", 22);
    try (Profile home = stanza("NAT_ACCESS 10.0.0.5", "NAT_PORT 8022")) {
      SpaRequest.Access request = home.request(22);
      assertEquals(List.of(PortSpec.tcp(8022)), request.ports());
      assertEquals(Optional.of(SpaRequest.Nat.to(inside)), request.nat());
    }
    try (Profile home = stanza("NAT_LOCAL Y", "NAT_RAND_PORT Y")) {
      SpaRequest.Access request = home.request(22);
      assertEquals(
          Optional.of(SpaRequest.Nat.local(new NatTarget("gate.example.com", 22))), request.nat());
      assertTrue(request.ports().getFirst().port() >= 10_000);
    }
    try (Profile home = stanza("ACCESS tcp/22,tcp/23", "NAT_PORT 8022")) {
      assertEquals(
          Reason.SEVERAL_PORTS, assertThrows(ProfileException.class, home::request).reason());
    }
  }

  @Test
  void aStanzaMayLeaveTheAddressToAServiceThatIsAskedLater() throws Exception {
    try (Profile home = stanza("ALLOW_IP resolve", "SPA_SERVER_PROTO tcp")) {
      assertInstanceOf(CachingResolver.class, home.allowed());
      assertEquals(ServerProtocol.TCP, home.protocol());
    }
  }

  @Test
  void keysMayStandInFilesOfTheirOwn() throws Exception {
    Path keys = file("all-servers", "gate.example.com: secret", "other.example.com: other");
    Path hmac = file("all-hmac", "gate.example.com: another");
    Path rc =
        file(
            "rc",
            "[home]",
            "SPA_SERVER gate.example.com",
            "KEY_FILE " + keys,
            "HMAC_KEY_FILE " + hmac);
    try (Profile home = Profile.ofStanza(rc, "home")) {
      Path same = file("keys", "KEY secret", "HMAC_KEY another");
      assertEquals("0.0.0.0,tcp/22", fields(home, home.client().seal(SSH), same).message());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "SPA_SERVER_PROTO icmp, PROTOCOL_NOT_AVAILABLE",
    "USE_HMAC Y, NO_HMAC_KEY",
    "USE_GPG Y, NO_RECIPIENT",
    "HTTP_USER_AGENT x, NO_KEY",
    "KEY_BASE64 =, UNUSABLE_FILE"
  })
  void whatCannotBeUsedIsSaid(String line, Reason reason) throws IOException {
    boolean key = reason == Reason.NO_HMAC_KEY;
    Path rc = file("rc", "[home]", "SPA_SERVER h", key ? "KEY secret" : "VERBOSE 0", line);
    ProfileException e = assertThrows(ProfileException.class, () -> Profile.ofStanza(rc, "home"));
    assertEquals(reason, e.reason());
    assertTrue(e.getMessage().startsWith(rc.toString()), e.getMessage());
  }

  @Test
  void twoKeysThatAreOneAreRefused() throws IOException {
    Path rc = file("rc", "[home]", "SPA_SERVER h", "KEY secret", "HMAC_KEY secret");
    ProfileException e = assertThrows(ProfileException.class, () -> Profile.ofStanza(rc, "home"));
    assertEquals(Reason.SAME_KEYS, e.reason());
  }

  @Test
  void aFileOrStanzaThatIsNotThereOrNotPrivateIsSaidInWords() throws IOException {
    Path rc = file("rc", "[home]", "KEY secret");
    ProfileException nowhere =
        assertThrows(ProfileException.class, () -> Profile.ofStanza(rc, "home"));
    assertEquals(Reason.NO_SERVER, nowhere.reason());
    ProfileException other =
        assertThrows(ProfileException.class, () -> Profile.ofStanza(rc, "office"));
    assertEquals(rc + ": [office]: there is no such stanza", other.getMessage());
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-r--r--"));
    ProfileException open = assertThrows(ProfileException.class, () -> Profile.ofKeyFile(rc, "h"));
    assertInstanceOf(RcException.class, open.getCause());
    assertEquals(rc + ": others than its owner can read or change this file", open.getMessage());
  }

  @Test
  void aClosedProfileSealsNothing() throws Exception {
    Profile profile = Profile.ofKeyFile(file("keys", "KEY secret"), "h");
    profile.close();
    assertThrows(IllegalStateException.class, () -> profile.client().seal(SSH));
  }
}
