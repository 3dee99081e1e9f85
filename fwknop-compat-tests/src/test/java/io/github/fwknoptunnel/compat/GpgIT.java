package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgSignature.Verdict;
import io.github.fwknoptunnel.spa.packet.GpgOpener;
import io.github.fwknoptunnel.spa.packet.OpenedGpgPacket;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packets of GPG mode do to a real fwknopd, and what others do not. */
@RequiresEngine
@OnEachDebian
@Timeout(360)
class GpgIT {
  private static final String SERVER_HOME = "/etc/fwknop/gpg";
  private static final byte[] HMAC_KEY = FirewallContainer.stanza(7001).hmacKey();

  private static GpgKeyring keyring;
  private static FirewallContainer firewall;

  /** Only named: the methods before each kind start its firewall. */
  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void exchangeKeys(ServerKind kind) throws Exception {
    keyring = GpgKeyring.make();
    keyring.generate("server", "rsa2048", "sign,encrypt");
    keyring.generate("rsa-user", "rsa3072", "sign");
    keyring.generate("user", "ed25519", "sign");
    keyring.generate("stranger", "ed25519", "sign");
    firewall =
        FirewallContainer.start(
            kind,
            FirewallContainer.stanza(7017).access() + FirewallContainer.stanza(7018).access());
    // The firewall knows and trusts the stranger's key too, so that only the stanza is in its way.
    importKeys(keyring.exportSecret("server") + keyring.exportPublic());
    for (String name : List.of("rsa-user", "user", "stranger")) {
      trust(keyring.fingerprint(name));
    }
    firewall.write(
        "/etc/fwknop/access.conf",
        access()
            + FirewallContainer.stanza(7017).access()
            + FirewallContainer.stanza(7018).access());
    firewall.run("restart-fwknopd");
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    firewall.close();
    keyring.close();
  }

  private static void importKeys(String keys) {
    firewall.write("/tmp/keys", keys);
    firewall.run("install", "-d", "-m", "700", SERVER_HOME);
    firewall.run("gpg", "--homedir", SERVER_HOME, "--batch", "--quiet", "--import", "/tmp/keys");
  }

  /** fwknopd takes no signature of a key that its own keyring does not hold for valid. */
  private static void trust(String fingerprint) {
    firewall.write("/tmp/trust", fingerprint + ":6:\n");
    firewall.run("gpg", "--homedir", SERVER_HOME, "--batch", "--import-ownertrust", "/tmp/trust");
  }

  private static String access() throws Exception {
    return """
    SOURCE             ANY
    GPG_HOME_DIR       %s
    GPG_DECRYPT_ID     %s
    GPG_ALLOW_NO_PW    Y
    GPG_REQUIRE_SIG    Y
    GPG_FINGERPRINT_ID %s,%s
    HMAC_KEY_BASE64    %s
    OPEN_PORTS         tcp/7001,tcp/7002,tcp/7003,tcp/7004,tcp/7005
    FW_ACCESS_TIMEOUT  60

    """
        .formatted(
            SERVER_HOME,
            keyring.fingerprint("server"),
            keyring.fingerprint("user"),
            keyring.fingerprint("rsa-user"),
            FirewallContainer.stanza(7001).hmacKeyBase64());
  }

  @ParameterizedTest
  @CsvSource({"user, 7001", "rsa-user, 7002"})
  void aClosedPortOpensForOurPacket(String signer, int port) throws Exception {
    assertTrue(Knocks.isSilent(firewall, port), "closed before the knock");
    client(signer).knock(Knocks.access(port), Knocks.server(firewall));
    Knocks.awaitOpening(firewall, port, 1);
    assertTrue(Knocks.echoes(firewall.address(), port), "open after the knock");
  }

  @Test
  void aClosedPortOpensForTheProgramsPacket(@TempDir Path directory) throws Exception {
    Path keys = directory.resolve("keys");
    Files.writeString(
        keys, "HMAC_KEY_BASE64: " + FirewallContainer.stanza(7001).hmacKeyBase64() + "\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    assertTrue(Knocks.isSilent(firewall, 7005), "closed before the knock");
    TunnelProcess.run(
        "",
        "knock",
        "-D",
        firewall.address(),
        "-A",
        "tcp/7005",
        "--gpg-encryption",
        "--gpg-recipient-key",
        keyring.fingerprint("server"),
        "--gpg-signer-key",
        keyring.fingerprint("user"),
        "--gpg-home-dir",
        keyring.home(),
        "--gpg-no-signing-pw",
        "--key-file",
        keys,
        "--no-rc-file");
    Knocks.awaitOpening(firewall, 7005, 1);
    assertTrue(Knocks.echoes(firewall.address(), 7005), "open after the knock");
  }

  @Test
  void aPacketThatAnotherKeySignedOpensNothing() throws Exception {
    client("stranger").knock(Knocks.access(7003), Knocks.server(firewall));
    Knocks.awaitVerdict(firewall, 7017);
    assertEquals(List.of(), firewall.openings(7003));
  }

  @Test
  void anUnsignedPacketOpensNothing() throws Exception {
    SpaPacket signed = client("user").seal(Knocks.access(7004));
    byte[] plaintext = keyring.gpg(UnpaddedBase64.decode(text(signed)), "--decrypt");
    byte[] unsigned =
        keyring.gpg(plaintext, "--trust-model=always", "--recipient=server", "--encrypt");
    String text = UnpaddedBase64.encode(unsigned);
    String hmac = UnpaddedBase64.encode(hmac().authenticate(ascii(text), HashAlgorithm.SHA256));
    new UdpTransport().send(new SpaPacket(text.substring(2) + hmac), Knocks.server(firewall));
    Knocks.awaitVerdict(firewall, 7018);
    assertEquals(List.of(), firewall.openings(7004));
  }

  @Test
  void whatDebiansClientMakesOpensHere() throws Exception {
    // With -T it opens its own packet again, so it needs the server's keyring.
    importKeys(keyring.exportSecret("user"));
    firewall.run(
        "fwknop",
        "-T",
        "--no-save-args",
        "--no-rc-file",
        "-B",
        "/tmp/packet",
        "-D",
        "192.0.2.1",
        "-A",
        "tcp/22",
        "-a",
        "192.0.2.10",
        "-U",
        "alice",
        "--gpg-encryption",
        "--gpg-home-dir",
        SERVER_HOME,
        "--gpg-recipient-key",
        keyring.fingerprint("server"),
        "--gpg-signer-key",
        keyring.fingerprint("user"),
        "--gpg-no-signing-pw",
        "--key-base64-hmac",
        FirewallContainer.stanza(7001).hmacKeyBase64());
    SpaPacket packet = new SpaPacket(firewall.run("cat", "/tmp/packet").strip());
    OpenedGpgPacket opened =
        new GpgOpener(keyring.settings(), Optional.of(hmac()), SpaSuite.DEFAULT).open(packet);
    assertEquals("192.0.2.10,tcp/22", opened.packet().fields().message());
    assertEquals(Verdict.GOOD, opened.signature().orElseThrow().verdict());
    assertEquals(keyring.fingerprint("user"), opened.signature().orElseThrow().key());
  }

  private static SpaClient client(String signer) throws Exception {
    return SpaClient.builder(GpgKeys.of(keyring.settings(), "server", hmac()).signedBy(signer))
        .build();
  }

  private static HmacKey hmac() throws Exception {
    return HmacKey.of(HMAC_KEY);
  }

  /** With what the wire leaves out, without the HMAC. */
  private static String text(SpaPacket packet) {
    String wire = packet.wire();
    return "hQ" + wire.substring(0, wire.length() - HashAlgorithm.SHA256.base64Length());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
