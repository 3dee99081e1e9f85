package io.github.fwknoptunnel.cli.command.keygen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class KeygenCommandTest {
  @TempDir Path directory;

  /** Runs keygen and gives what it writes to stdout. */
  private static String keygen(String... options) throws CliException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream stderr =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    ParsedArguments arguments =
        ParsedArguments.parse(Stream.concat(Stream.of("keygen"), Stream.of(options)).toList());
    new KeygenCommand().run(arguments, new Console(InputStream.nullInputStream(), stdout, stderr));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFileIsTheOwnersAloneAndCanBeRead() throws CliException, RcException, IOException {
    Path file = directory.resolve("keys");
    keygen("-K", file.toString());
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    try (SpaKeys keys = KeyFile.read(file).keys()) {
      assertEquals(32, keys.encryption().length());
      assertEquals(64, keys.hmac().orElseThrow().length());
    }
  }

  @Test
  void stdoutWithoutAFileIsAKeyFile() throws CliException, RcException, IOException {
    Path file = Files.writeString(directory.resolve("keys"), keygen("--key-len", "7"));
    try (SpaKeys keys = KeyFile.readAnyMode(file).keys()) {
      assertEquals(7, keys.encryption().length());
    }
  }

  @Test
  void theServersStanzaHasTheKeysOfTheFile() throws CliException, IOException {
    Path file = directory.resolve("keys");
    List<List<String>> stanza =
        words(keygen("-K", file.toString(), "--server", "--hmac-digest-type", "sha512"));
    assertEquals(
        words(Files.readString(file).replace(":", "")), stanza.subList(2, stanza.size() - 1));
  }

  private static List<List<String>> words(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" +")))
        .toList();
  }

  /** The whole output can be appended to access.conf: everything else is a comment. */
  @ParameterizedTest
  @CsvSource({
    "debian12, FW_ACCESS_TIMEOUT  7, PCAP_INTF ",
    "debian13, FW_ACCESS_TIMEOUT  7, ENABLE_NFQ_CAPTURE          Y;",
    "ubuntu24.04, FW_ACCESS_TIMEOUT  7, ENABLE_NFQ_CAPTURE          Y;",
    "nftables, CMD_CYCLE_CLOSE    NONE, ENABLE_UDP_SERVER           Y;",
  })
  void whatAServerNeedsIsAStanzaAndComments(String system, String last, String setting)
      throws CliException {
    String output = server(system, "tcp/22,udp/53");
    List<List<String>> stanza = words(output);
    assertEquals(List.of("OPEN_PORTS", "tcp/22,udp/53"), stanza.get(1));
    assertEquals(List.of(last.split(" +")), stanza.getLast());
    assertTrue(output.contains("\n## /etc/fwknop/fwknopd.conf\n"), output);
    assertTrue(output.contains("\n#   " + setting), output);
  }

  /** The fields that fwknop-go documents for access.yaml, and no others. */
  @Test
  void whatFwknopGoNeedsIsYaml() throws CliException {
    String yaml =
        server("fwknop-go", "tcp/22,udp/53")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n", "", "\n"));
    assertTrue(
        yaml.matches(
            """
            - source: "ANY"
              open_ports:
                - tcp/22
                - udp/53
              key_base64: "[A-Za-z0-9+/]{43}="
              hmac_key_base64: "[A-Za-z0-9+/]{86}=="
              hmac_digest_type: sha256
              encryption_mode: cbc
              access_timeout: 7
            """),
        yaml);
  }

  private String server(String system, String ports) throws CliException {
    String file = directory.resolve("keys").toString();
    return keygen("--server", "-K", file, "--for", system, "-A", ports, "-f", "7");
  }

  @Test
  void withoutBeingAskedItShowsNoKeyThatGoesIntoAFile() throws CliException {
    assertEquals("", keygen("-K", directory.resolve("keys").toString()));
  }

  @Test
  void nothingIsOverwrittenNotEvenThroughALink() throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path dangling = Files.createSymbolicLink(directory.resolve("to"), directory.resolve("none"));
    for (Path taken : List.of(file, link, dangling, directory)) {
      assertThrows(CliException.class, () -> keygen("-K", taken.toString()));
    }
    assertEquals("mine", Files.readString(file));
    assertTrue(Files.notExists(directory.resolve("none")));
  }

  @Test
  void noTwoKeysAreTheSame() throws CliException {
    assertNotEquals(keygen(), keygen());
    String[] lines = keygen("--key-len=32", "--hmac-key-len=32").split("\n");
    assertNotEquals(lines[0].split(" ")[1], lines[1].split(" ")[1]);
  }

  /** Each pair would be the same with a chance of one in 256: all but never none of 4000. */
  @Test
  void keysOfOneByteDifferToo() throws CliException {
    for (int i = 0; i < 4000; i++) {
      String[] lines = keygen("--key-len=1", "--hmac-key-len=1").split("\n");
      assertNotEquals(lines[0].split(" ")[1], lines[1].split(" ")[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "md5, 16",
    "sha1, 20",
    "sha256, 64",
    "sha384, 128",
    "sha512, 128",
    "sha3_256, 128",
    "sha3_512, 72"
  })
  void theHmacKeyFitsItsType(String type, int bytes) throws CliException, RcException, IOException {
    Path file = Files.writeString(directory.resolve("k"), keygen("--hmac-digest-type", type));
    KeySettings settings = KeyFile.readAnyMode(file);
    assertEquals(HashAlgorithm.named(type), settings.hmacType());
    assertEquals(Optional.of(bytes), settings.keys().hmac().map(key -> key.length()));
  }

  @Test
  void theFileIsTextThatTheReferenceClientReads() throws CliException, IOException {
    Path file = directory.resolve("keys");
    keygen("-K", file.toString());
    String text = Files.readString(file);
    assertTrue(
        text.matches("KEY_BASE64: [A-Za-z0-9+/]{43}=\nHMAC_KEY_BASE64: [A-Za-z0-9+/]{86}==\n"));
    assertArrayEquals(text.getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(file));
  }
}
