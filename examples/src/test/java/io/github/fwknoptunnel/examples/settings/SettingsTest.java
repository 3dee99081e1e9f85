package io.github.fwknoptunnel.examples.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that read, check and write settings. */
@Timeout(180)
class SettingsTest {
  @TempDir Path directory;

  @Test
  void theStanzasAreListedWithWhatIsOdd() throws Exception {
    Path file =
        ExampleProgram.secret(
            directory.resolve("rc"),
            "[home]",
            "SPA_SERVER home.example.com at home",
            "SPA_SERVER_PROTO tcp",
            "ENCRYPTION_MODE ctr",
            "ALLOW_IP 192.0.2.7",
            "[work]",
            "ALLOW_IP resolve",
            "ENCRYPTION_MODE asymmetric",
            "[broken]",
            "SPA_SERVR x");
    assertEquals(
        List.of(
            "home: home.example.com by tcp, AES in mode ctr, lets in 192.0.2.7 (line 5)",
            "  line 2: the text after the value is ignored",
            "work: no server by udp, gpg, asks for its public address (line 7)",
            "broken: this is no setting",
            "  line 10, SPA_SERVR"),
        ExampleProgram.run(ListStanzas.class, file).output());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        "run 'chmod 600 " + file + "'",
        ExampleProgram.run(ListStanzas.class, file).output().getFirst());
  }

  @Test
  void aStanzaKeepsItsKeysUnlessTheyAreReplaced() throws Exception {
    Path rc = directory.resolve("rc");
    Path first = ExampleProgram.secret(directory.resolve("first"), "KEY one", "HMAC_KEY two");
    Path second = ExampleProgram.secret(directory.resolve("second"), "KEY three", "HMAC_KEY two");
    assertEquals(List.of(), edit(rc, "home", first, "SPA_SERVER=a.example.com"));
    assertEquals(
        List.of("kept KEY of " + rc + ":2: [home] KEY"),
        edit(rc, "home", second, "SPA_SERVER=b.example.com"));
    assertStanza(rc, "one", "b.example.com");
    assertEquals(List.of(), edit("--replace", rc, "home", second, "SPA_SERVER=c.example.com"));
    assertStanza(rc, "three", "c.example.com");
  }

  private static List<String> edit(Object... arguments) throws Exception {
    var result = ExampleProgram.run(EditStanza.class, arguments);
    assertEquals(0, result.status(), () -> result.errors().toString());
    return result.output();
  }

  private static void assertStanza(Path rc, String key, String server) throws Exception {
    var settings = RcFile.read(rc).settings("home");
    assertEquals(server, settings.value(RcVariable.SPA_SERVER).orElseThrow());
    try (EncryptionKey expected = EncryptionKey.of(key.getBytes(StandardCharsets.US_ASCII));
        EncryptionKey found = settings.encryptionKey().orElseThrow().value()) {
      assertEquals(expected, found);
    }
  }

  @Test
  void aValueThatCannotBeSavedIsExplained() throws Exception {
    Path rc = directory.resolve("rc");
    Path keys = ExampleProgram.secret(directory.resolve("keys"), "KEY one", "HMAC_KEY two");
    var result = ExampleProgram.run(EditStanza.class, rc, "home", keys, "SPA_SERVER_PORT=many");
    assertEquals(1, result.status());
    assertEquals(List.of(rc + ": [home] SPA_SERVER_PORT cannot have this value"), result.errors());
  }

  @Test
  void theFilesOfGetKeyOpenAPort() throws Exception {
    Path keys = ExampleProgram.secret(directory.resolve("k"), "other: x", "127.0.0.1: a key");
    Path hmac = ExampleProgram.secret(directory.resolve("h"), "127.0.0.1: another");
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var result =
          ExampleProgram.run(OldKeys.class, keys, hmac, "127.0.0.1", server.getLocalPort(), 22);
      assertEquals(List.of("keys of " + keys + ":2 and " + hmac + ":1"), result.output());
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      server.receive(packet);
      var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
      try (SpaKeys own =
          SpaKeys.of(EncryptionKey.of("a key".getBytes()), HmacKey.of("another".getBytes()))) {
        var opened = new SpaOpener(own, SpaSuite.DEFAULT).open(new SpaPacket(text));
        assertEquals("0.0.0.0,tcp/22", opened.fields().message());
      }
    }
  }

  @Test
  void mountedSecretsOpenAPort() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      List<String> lines = Files.readAllLines(server.writeKeyFile(directory.resolve("keys")));
      Files.writeString(directory.resolve("key"), lines.get(0).split(": *")[1] + "\n");
      Files.writeString(directory.resolve("hmac"), lines.get(1).split(": *")[1] + "\n");
      var result =
          ExampleProgram.run(
              MountedSecrets.class,
              directory,
              "127.0.0.1",
              server.address().getPort(),
              server.port());
      assertEquals(List.of(), result.errors());
      assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(Duration.ofSeconds(60)).result());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b25l, '', the HMAC key is empty",
    "b25l, b25l, the HMAC key is the encryption key",
    "not base64, dHdv, the encryption key is not base64",
    "b25lb25lb25lb25lb25lb25lb25lb25lb25lb25lb25lb25l, dHdv,"
        + " 'the encryption key has 36 bytes, and at most 32 are allowed'"
  })
  void aSecretThatCannotBeUsedIsExplained(String key, String hmac, String expected)
      throws Exception {
    Files.writeString(directory.resolve("key"), key);
    Files.writeString(directory.resolve("hmac"), hmac);
    var result = ExampleProgram.run(MountedSecrets.class, directory, "127.0.0.1", 62201, 22);
    assertEquals(1, result.status());
    assertEquals(List.of(expected), result.errors());
  }

  @Test
  void theFieldsOfAFormAreChecked() throws Exception {
    assertEquals(
        List.of(
            "ports=tcp/22,udp/53: 2 ports, some for UDP, which no tunnel relays",
            "ports=22: write tcp/22 or udp/53, with commas between",
            "ports=tcp/0: a port is a number from 1 to 65535",
            "user=alice: user alice",
            "user=: a user name has letters and digits",
            "allow=192.0.2.007: remove the zeros at the start of a number",
            "forward=10.0.0.5: forward to 10.0.0.5,22",
            "proxy=https://proxy: proxies over TLS are not supported",
            "clock=1h: offset PT1H",
            "clock=later: not an amount of time",
            "protocol=tcp: over tcp",
            "protocol=pigeon: no such protocol"),
        ExampleProgram.run(
                SettingsForm.class,
                "ports=tcp/22,udp/53",
                "ports=22",
                "ports=tcp/0",
                "user=alice",
                "user=",
                "allow=192.0.2.007",
                "forward=10.0.0.5",
                "proxy=https://proxy",
                "clock=1h",
                "clock=later",
                "protocol=tcp",
                "protocol=pigeon")
            .output());
  }
}
