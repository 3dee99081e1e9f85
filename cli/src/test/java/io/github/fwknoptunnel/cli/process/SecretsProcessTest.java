package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No part of a key is ever printed, however talkative the program is told to be and whatever goes
 * wrong. Keys of letters, so that they could be printed in any form.
 */
@Timeout(120)
class SecretsProcessTest {
  private static final String KEY = "Uv7q-tangerine-Wx3k-marmalade-9z";
  private static final String HMAC_KEY =
      "Jd4m-periwinkle-Rb8c-saxophone-5y-Lg2w-umbrella-Tn6h-waffle-1x-e";

  private static final KeyPieces PIECES = KeyPieces.of(KEY, HMAC_KEY);

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(String key) {
    return Base64.getEncoder().encodeToString(bytes(key));
  }

  private static void assertTellsNothing(String output) {
    // The assertion's own message must not be the leak.
    assertFalse(PIECES.areIn(output), "a piece of a key is printed");
  }

  @BeforeEach
  void writeFiles() throws IOException {
    String good = "KEY_BASE64: " + base64(KEY) + "\nHMAC_KEY_BASE64: " + base64(HMAC_KEY) + "\n";
    write("good", good);
    write(
        "rc", "[default]\n[home]\nSPA_SERVER 127.0.0.1\nACCESS tcp/22\n" + good.replace(": ", " "));
    write(
        "rc-broken",
        "[home]\nKEY_BASE64 " + base64(KEY) + "!\nHMAC_KEY_BASE64 " + base64(HMAC_KEY) + "?\n");
    write("other", "KEY: quite-another-key\nHMAC_KEY: and-another-one\n");
    write("text", "KEY: " + KEY + "\nHMAC_KEY: " + HMAC_KEY + "\n");
    write("stray", "KEY_BASE64: " + base64(KEY) + "!\n");
    write("long", "KEY_BASE64: " + base64(KEY + HMAC_KEY) + "\n");
    write("misnamed", "KEY_BASE65: " + base64(KEY) + "\n");
    write("bare", base64(KEY) + "\n" + HMAC_KEY + "\n");
    write("shell", "KEY_BASE64=" + base64(KEY) + "\n");
    write("lines", "127.0.0.1: " + KEY + "\n");
    write("long-lines", "127.0.0.1: " + KEY + HMAC_KEY + "\n");
    write("plain", KEY + "\n" + HMAC_KEY + "\n");
    write("wrong-type", "KEY: " + KEY + "\nHMAC_DIGEST_TYPE: " + HMAC_KEY + "\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * Whole command lines; {@code $} stands for the directory of the files. A test's own name must
   * not hold a key either.
   */
  static Stream<String> lines() {
    return Stream.of(
        "knock -D 127.0.0.1 -A tcp/22 --key-file $good",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $text",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $good --test",
        "knock -n home --rc-file $rc",
        "knock -n home --rc-file $rc --stanza-list",
        "knock -n home --rc-file $rc-broken",
        "knock -n work --rc-file $rc",
        "knock -D nowhere.invalid -A tcp/22 --key-file $good",
        "knock -D 127.0.0.1 -A tcp/99999 --key-file $good",
        "knock -D 127.0.0.1 -A tcp/22 -P tcp -p 1 --key-file $good",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $stray",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $long",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $misnamed",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $bare",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $shell",
        "knock -D 127.0.0.1 -A tcp/22 --key-file $wrong-type",
        "knock -D 127.0.0.1 -A tcp/22 --key-command=cat_$good",
        "knock -D 127.0.0.1 -A tcp/22 --key-command=cat_$bare",
        "knock -D 127.0.0.1 -A tcp/22 --key-command=cat_$good_$none",
        "knock -D 127.0.0.1 -A tcp/22 --get-key $lines",
        "knock -D 127.0.0.1 -A tcp/22 --get-key $lines --get-hmac-key $bare",
        "knock -D 127.0.0.1 -A tcp/22 --get-key $long-lines",
        "knock -D 127.0.0.1 -A tcp/22 --key-base64-rijndael=%base64",
        "knock -D 127.0.0.1 -A tcp/22 --key-rijndael %key",
        "knock -D 127.0.0.1 -A tcp/22 --key-base64-rijndeal=%base64",
        "knock -D 127.0.0.1 -A tcp/22 --key-hmac=%hmac",
        "inspect --key-file $good not-a-packet",
        "inspect --key-file $other --json not-a-packet");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aCommandTellsNothingOfItsKeys(String line) throws Exception {
    assertTellsNothing(output(Map.of(), words(line)));
  }

  @Test
  void aPacketIsOpenedWithoutAWordOfTheKeys() throws Exception {
    try (RunningProgram knock =
        RunningProgram.start(words("knock -D 127.0.0.1 -A tcp/22 --key-file $good --test"))) {
      assertEquals(0, knock.awaitExit());
      String packet = knock.out().strip();
      String opened = output(Map.of(), words("inspect --json --key-file $good " + packet));
      assertTrue(opened.contains("\"message\""), "the packet did not open");
      assertTellsNothing(opened);
      assertTellsNothing(output(Map.of(), words("inspect --key-file $other " + packet)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!"})
  void keysOfTheEnvironmentStayThere(String stray) throws Exception {
    Map<String, String> keys =
        Map.of(
            "FWKNOP_KEY_BASE64", base64(KEY) + stray, "FWKNOP_HMAC_KEY_BASE64", base64(HMAC_KEY));
    assertTellsNothing(output(keys, words("knock -D 127.0.0.1 -A tcp/22")));
  }

  @ParameterizedTest
  @CsvSource({"--key-fd=0, good", "--key-fd=0, bare", "--stdin, plain", "--stdin, good"})
  void keysOnStdinAreNotRepeated(String option, String file) throws Exception {
    ProcessBuilder knock =
        RunningProgram.builder(List.of(), words("knock -D 127.0.0.1 -A tcp/22 " + option))
            .redirectInput(directory.resolve(file).toFile());
    try (RunningProgram program = RunningProgram.start(knock)) {
      program.awaitExit();
      assertTellsNothing(program.out() + String.join("\n", program.seen()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void aTunnelTellsNothingWhetherItsConnectionsComeAboutOrNot(String format) throws Exception {
    try (EchoServer echo = new EchoServer()) {
      String access = "-A=tcp/" + echo.port();
      assertTellsNothing(tunnelled(echo.port(), format, access, "--key-file", file("good")));
      String closed = EchoServer.closedPort();
      access = "-A=tcp/" + closed;
      assertTellsNothing(tunnelled(closed, format, access, "-n", "home", "--rc-file", file("rc")));
    }
  }

  /** What {@code env} prints is in the log. */
  @Test
  void theUsersCommandDoesNotGetTheKeysOfTheEnvironment() throws Exception {
    try (EchoServer echo = new EchoServer()) {
      String log = tunnelled(echo.port(), "text", "-cmd", "env");
      assertTrue(log.contains("FWKNOP_TUNNEL_REMOTE_HOST"), "env printed nothing");
      assertTellsNothing(log);
    }
  }

  @Test
  void whatThisTestLooksForItWouldFind() {
    for (String leak : List.of(KEY, base64(HMAC_KEY), "x" + KEY.substring(3, 11) + "x")) {
      assertThrows(AssertionError.class, () -> assertTellsNothing("text " + leak + " text"));
    }
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private String[] words(String line) {
    return Stream.of((line + " -verbose --debug").split(" "))
        .map(word -> word.replace('_', ' ').replace("$", directory + "/"))
        .map(word -> word.replace("%key", KEY).replace("%base64", base64(KEY)))
        .map(word -> word.replace("%hmac", HMAC_KEY))
        .toArray(String[]::new);
  }

  private static String output(Map<String, String> environment, String... words) throws Exception {
    ProcessBuilder builder = RunningProgram.builder(List.of(), words);
    builder.environment().putAll(environment);
    try (RunningProgram program = RunningProgram.start(builder)) {
      program.awaitExit();
      return program.out() + String.join("\n", program.seen());
    }
  }

  /** One connection through a tunnel, and all that was said about it. */
  private String tunnelled(String port, String format, String... more) throws Exception {
    Stream<String> tunnel =
        Stream.of(
            "-local-port=0",
            "-remote-host=127.0.0.1",
            "-remote-port=" + port,
            "-verbose",
            "--debug",
            "--log-format=" + format);
    ProcessBuilder builder =
        RunningProgram.builder(
            List.of(), Stream.concat(tunnel, Stream.of(more)).toArray(String[]::new));
    builder.environment().put("FWKNOP_KEY_BASE64", base64(KEY));
    builder.environment().put("FWKNOP_HMAC_KEY_BASE64", base64(HMAC_KEY));
    try (RunningProgram program = RunningProgram.start(builder)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.port())) {
        socket.getOutputStream().write(7);
        socket.shutdownOutput();
        socket.getInputStream().read();
      } catch (IOException e) {
        // A connection that did not come about is reset.
      }
      program.awaitLine("closed");
      program.terminate();
      program.awaitExit();
      return program.out() + String.join("\n", program.seen());
    }
  }
}
