package io.github.fwknoptunnel.cli.config.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.tunnel.StartFailures;
import io.github.fwknoptunnel.cli.command.tunnel.TunnelPlan;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Terminal;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are taken where several places have some. */
@Timeout(180)
class KeyResolverTest {
  @TempDir Path directory;
  private final List<byte[]> answers = new ArrayList<>();
  private InputStream stdin = InputStream.nullInputStream();
  private Terminal terminal = Terminal.NONE;

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void stdin(String text) {
    stdin = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void answers(String... texts) {
    answers.clear();
    Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(answers::add);
    var iterator = List.copyOf(answers).iterator();
    terminal = prompt -> iterator.next();
  }

  /** Reads the keys of {@code knock -D server} with the stanza {@code home} of {@code rc}. */
  private SpaKeys keys(String rc, String... options) throws CliException, IOException {
    return keys(Map.of(), rc, options);
  }

  private SpaKeys keys(Map<String, String> environment, String rc, String... options)
      throws CliException, IOException {
    Path rcFile = file("rc", "[home]\n" + rc);
    List<String> words =
        new ArrayList<>(
            List.of("knock", "-D", "server", "--rc-file", rcFile.toString(), "-n", "home"));
    words.addAll(List.of(options));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(stdin, nowhere, nowhere, terminal);
    return KeyResolver.read(ConfigSources.read(ParsedArguments.parse(words), console), environment)
        .keys();
  }

  private static void assertKeys(String key, String hmacKey, SpaKeys keys) throws KeyException {
    assertEquals(EncryptionKey.of(key.getBytes(StandardCharsets.ISO_8859_1)), keys.encryption());
    Optional<HmacKey> hmac =
        hmacKey.isEmpty()
            ? Optional.empty()
            : Optional.of(HmacKey.of(hmacKey.getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(hmac, keys.hmac());
  }

  @Test
  void anOptionForBothKeysCountsBeforeTheStanza() throws Exception {
    Path file = file("keys", "KEY: one\nHMAC_KEY: four\n");
    assertKeys("one", "four", keys("KEY two\nHMAC_KEY three\n", "--key-file", file.toString()));
  }

  @Test
  void aSourceOfTheEncryptionKeyAloneLeavesTheHmacKeyToTheNext() throws Exception {
    Path file = file("keys", "KEY: one\n");
    String stanza = "KEY two\nHMAC_KEY three\n";
    assertKeys("one", "three", keys(stanza, "--key-file", file.toString()));
    stdin("KEY: one\n");
    assertKeys("one", "three", keys(stanza, "--key-fd", "0"));
    assertKeys("one", "three", keys(stanza, "--key-command", "printf 'KEY: one'"));
    assertKeys("one", "three", keys(Map.of("FWKNOP_KEY_BASE64", "b25l"), stanza));
    Map<String, String> hmac = Map.of("FWKNOP_HMAC_KEY_BASE64", "Zml2ZQ==");
    assertKeys("one", "five", keys(hmac, stanza, "--key-file", file.toString()));
    assertKeys("two", "five", keys(hmac, "KEY two\n"));
    Path credentials = Files.createDirectory(directory.resolve("credentials"));
    Files.writeString(credentials.resolve("fwknop-keys"), "KEY: six\n");
    Map<String, String> credential = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
    assertKeys("six", "three", keys(credential, stanza));
    Path lines = file("hmac-lines", "server: seven\n");
    stdin("KEY: one\n");
    assertKeys("one", "seven", keys("HMAC_KEY_FILE " + lines + "\n", "--key-fd=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FWKNOP_KEY_BASE64", "FWKNOP_HMAC_KEY_BASE64", "CREDENTIALS_DIRECTORY"})
  void aVariableThatIsEmptyCountsAsNone(String name) throws Exception {
    for (String value : List.of("", " ", "\n")) {
      Map<String, String> environment = Map.of(name, value);
      assertKeys("two", "three", keys(environment, "KEY two\nHMAC_KEY three\n"));
      assertFalse(KeyResolver.inEnvironment(environment));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " ", "\r\n", "\t"})
  void whiteSpaceAroundAKeyIsNoPartOfIt(String end) throws Exception {
    for (String padding : List.of("", "=")) {
      Map<String, String> environment =
          Map.of(
              "FWKNOP_KEY_BASE64", "c2VjcmV0LWtleQ" + padding + end,
              "FWKNOP_HMAC_KEY_BASE64", end + "c2VjcmV0LWhtYWM" + padding + end);
      assertKeys("secret-key", "secret-hmac", keys(environment, ""));
    }
  }

  @Test
  void aVariableThatCannotBeUsedIsNamed() {
    for (String name : List.of("FWKNOP_KEY_BASE64", "FWKNOP_HMAC_KEY_BASE64")) {
      CliException refused =
          assertThrows(CliException.class, () -> keys(Map.of(name, "?"), "KEY two\n"));
      assertTrue(refused.problem().error().startsWith(name + ": "), refused.problem().error());
    }
  }

  @Test
  void oneReadingServesSeveralTunnels() throws Exception {
    Path file = file("calls", "");
    String command = "sh -c 'echo x >>" + file + "; echo KEY: one; echo HMAC_KEY: two'";
    List<String> words =
        List.of(
            "-L",
            "0:127.0.0.1:1",
            "-L",
            "0:127.0.0.1:2",
            "-L",
            "0:127.0.0.1:3",
            "--no-rc-file",
            "--key-command",
            command);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(stdin, nowhere, nowhere, terminal);
    ParsedArguments arguments = ParsedArguments.parse(words);
    assertEquals(3, TunnelPlan.read(arguments, console, StartFailures.eachIsTheEnd()).size());
    assertEquals(List.of("x"), Files.readAllLines(file));
  }

  /** Two tunnels of an option file may each have their own. */
  @Test
  void twoKeyCommandsAreTwoSources() throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(stdin, nowhere, nowhere, terminal);
    InputCache shared = new InputCache();
    for (String key : List.of("one", "two")) {
      ParsedArguments arguments =
          ParsedArguments.parse(
              List.of(
                  "--no-rc-file", "-D", "server", "--key-command", "printf 'KEY: " + key + "'"));
      ConfigSources sources = ConfigSources.read(arguments, console, shared);
      assertKeys(key, "", KeyResolver.read(sources, Map.of()).keys());
    }
  }

  /** Two tunnels of an option file may each say whether modes are checked. */
  @ParameterizedTest
  @ValueSource(strings = {"--key-file KEYS --no-rc-file", "-G LINES --no-rc-file", "--rc-file RC"})
  void aTunnelThatChecksModesTakesNothingFromOneThatDoesNot(String options) throws Exception {
    String text = options;
    for (String name : List.of("KEYS", "LINES", "RC")) {
      String content =
          Map.of("KEYS", "KEY: one\n", "LINES", "server: one\n", "RC", "[default]\nKEY one\n")
              .get(name);
      Path file = file(name, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      text = text.replace(" " + name, " " + file);
    }
    List<String> words = List.of(("knock " + text + " -D server --insecure-key-file").split(" "));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(stdin, nowhere, nowhere, terminal);
    InputCache shared = new InputCache();
    ParsedArguments anyMode = ParsedArguments.parse(words);
    ConfigSources first = ConfigSources.read(anyMode, console, shared);
    assertKeys("one", "", KeyResolver.read(first, Map.of()).keys());
    ParsedArguments checked = ParsedArguments.parse(words.subList(0, words.size() - 1));
    CliException refused =
        assertThrows(
            CliException.class,
            () -> KeyResolver.read(ConfigSources.read(checked, console, shared), Map.of()));
    assertTrue(
        refused
            .problem()
            .error()
            .endsWith("users other than its owner can read or change this file"),
        refused.problem().error());
  }

  @Test
  void oneAnswerServesSeveralTunnels() throws Exception {
    answers("one", "two");
    List<String> words =
        List.of("-L", "0:127.0.0.1:1", "-L", "0:127.0.0.1:2", "--no-rc-file", "-D", "127.0.0.1");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(stdin, nowhere, nowhere, terminal);
    ParsedArguments arguments = ParsedArguments.parse(words);
    assertEquals(2, TunnelPlan.read(arguments, console, StartFailures.eachIsTheEnd()).size());
  }

  @Test
  void aKeyOfTheStanzaCountsBeforeItsKeyFile() throws Exception {
    Path file = file("lines", "server: one\n");
    Path hmac = file("hmac-lines", "server: two\n");
    String files = "KEY_FILE " + file + "\nHMAC_KEY_FILE " + hmac + "\n";
    assertKeys("one", "two", keys(files));
    assertKeys("three", "two", keys(files + "KEY three\n"));
    assertKeys("one", "three", keys(files + "HMAC_KEY three\n"));
    assertKeys("one", "four", keys(files + "HMAC_KEY_BASE64 Zm91cg\n"));
  }

  @Test
  void anOptionForOneKeyLeavesTheOtherToTheStanza() throws Exception {
    Path file = file("lines", "server: one # 1\n");
    Path hmac = file("hmac-lines", "server: two\n");
    assertKeys("one # 1", "three", keys("KEY two\nHMAC_KEY three\n", "-G", file.toString()));
    assertKeys("three", "two", keys("KEY three\n", "--get-hmac-key", hmac.toString()));
    stdin("four");
    assertKeys("four", "three", keys("KEY two\nHMAC_KEY three\n", "--stdin"));
    stdin("four\n");
    assertKeys("four", "two", keys("", "--fd=0", "--get-hmac-key", hmac.toString()));
  }

  @Test
  void anOptionForOneKeyLeavesTheOtherToTheEnvironment() throws Exception {
    Path lines = file("lines", "server: one\n");
    Map<String, String> both =
        Map.of("FWKNOP_KEY_BASE64", "dHdv", "FWKNOP_HMAC_KEY_BASE64", "Zml2ZQ==");
    String stanza = "KEY three\nHMAC_KEY four\n";
    assertKeys("two", "one", keys(both, stanza, "--get-hmac-key", lines.toString()));
    assertKeys("one", "five", keys(both, stanza, "-G", lines.toString()));
    assertKeys("two", "five", keys(both, stanza));
  }

  @Test
  void onlyALineFeedEndsAKeyOnStdin() throws Exception {
    stdin(" one\r#\u00e9;\n two \nthree\n");
    assertKeys(" one\r#\u00e9;", " two ", keys("", "--stdin"));
    stdin("one\n\n");
    assertKeys("one", "", keys("", "--stdin"));
  }

  @Test
  void aPersonIsAskedForWhatIsMissing() throws Exception {
    answers("one", "two");
    assertKeys("one", "two", keys(""));
    answers("one");
    assertKeys("one", "three", keys("HMAC_KEY three\n"));
    assertKeys("two", "", keys("KEY two\n"));
  }

  @Test
  void answersAreWiped() throws Exception {
    answers("one", "two");
    keys("").close();
    assertArrayEquals(new byte[3], answers.get(0));
    assertArrayEquals(new byte[3], answers.get(1));
  }

  @Test
  void theHmacKeyAloneIsNamedWhereNobodyCanBeAsked() {
    Map<String, String> hmac = Map.of("FWKNOP_HMAC_KEY_BASE64", "aG1hYw==");
    CliException refused = assertThrows(CliException.class, () -> keys(hmac, ""));
    assertEquals(
        "no encryption key: FWKNOP_HMAC_KEY_BASE64 is set and FWKNOP_KEY_BASE64 is not",
        refused.problem().error());
    assertEquals(ExitStatus.CONFIGURATION, refused.problem().status());
    CliException none = assertThrows(CliException.class, () -> keys(""));
    assertTrue(none.problem().error().startsWith("no keys: "), none.problem().error());
  }

  @Test
  void aDescriptorWithoutEndIsNotReadToItsEnd() {
    stdin =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    for (String option : List.of("--key-fd 0", "--fd 0", "--stdin")) {
      CliException refused = assertThrows(CliException.class, () -> keys("", option.split(" ")));
      assertEquals(ExitStatus.CONFIGURATION, refused.problem().status());
      assertEquals(
          option + " has more than 65536 bytes; a key file has fewer", refused.problem().error());
    }
  }
}
