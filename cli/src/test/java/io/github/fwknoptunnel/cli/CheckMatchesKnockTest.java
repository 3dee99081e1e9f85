package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} shows is what stands in the packet that {@code knock} makes of it. */
@Timeout(120)
class CheckMatchesKnockTest {
  private static final String RC =
      """
      [default]
      SPOOF_USER alice
      DIGEST_TYPE sha384
      HMAC_DIGEST_TYPE sha512
      [home]
      SPA_SERVER 127.0.0.1
      ACCESS tcp/22,udp/53
      ALLOW_IP 192.0.2.7
      FW_TIMEOUT 60
      ENCRYPTION_MODE cfb
      KEY correct-horse
      HMAC_KEY battery-staple-hmac
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws Exception {
    write("rc", RC);
    write("keys", "KEY: correct-horse\nHMAC_KEY: battery-staple-hmac\nDIGEST_TYPE: md5\n");
  }

  private void write(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rc-file $/rc -n home",
        "--rc-file $/rc -n home -U bob -A tcp/443 -a 192.0.2.99 -f 30",
        "--rc-file $/rc -n home -s -m sha1 -M ctr --hmac-digest-type sha384",
        "--rc-file $/rc -n home --key-file $/keys",
        "--rc-file $/rc -n home --key-file $/keys -m sha3_256",
        "--rc-file $/rc --key-file $/keys -D 127.0.0.1 -A udp/1",
        "--no-rc-file --key-file $/keys -D 127.0.0.1 -A tcp/22 -U carol"
      })
  void everyValueIsThatOfThePacket(String line) {
    List<String> options = List.of(line.replace("$", directory.toString()).split(" "));
    String report = run("", "check --json --time-url http://127.0.0.1:1/", options);
    String hmac = setting(report, "HMAC digest");
    String mode = setting(report, "encryption mode");
    String packet = run("", "knock --test", options);
    List<String> opening =
        List.of(
            "--no-rc-file",
            "--key-file",
            directory.resolve("keys").toString(),
            "--hmac-digest-type",
            hmac,
            "-M",
            mode);
    // That it opens shows the HMAC and the mode to be right.
    String opened = run(packet, "inspect --json", opening);
    assertEquals(setting(report, "user name"), field(opened, "username"));
    assertEquals(setting(report, "digest"), field(opened, "digest_type"));
    String from = setting(report, "allow IP");
    String address = from.equals("the packet's source address") ? "0.0.0.0" : from;
    assertEquals(address + "," + setting(report, "access"), field(opened, "message"));
    String openFor = setting(report, "access timeout");
    String seconds = openFor.endsWith(" s") ? openFor.replace(" s", "") : "null";
    assertTrue(opened.contains("\"client_timeout\":" + seconds + ","), opened);
  }

  private static String setting(String report, String name) {
    return find(report, "\"name\":\"" + name + "\",\"value\":\"([^\"]*)\"");
  }

  private static String field(String opened, String name) {
    return find(opened, "\"" + name + "\":\"([^\"]*)\"");
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), () -> pattern + " in " + text);
    return matcher.group(1);
  }

  private static String run(String in, String command, List<String> options) {
    List<String> words = Stream.concat(Stream.of(command.split(" ")), options.stream()).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    var status = Main.run(words, Map.of(), console);
    assertEquals(0, status.code(), () -> words + ": " + err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
