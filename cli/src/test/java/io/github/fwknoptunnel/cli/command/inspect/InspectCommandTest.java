package io.github.fwknoptunnel.cli.command.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@Timeout(180)
class InspectCommandTest {
  private static final String KEY = "KEY: correct-horse\n";

  @TempDir static Path directory;

  @BeforeAll
  static void writeKeys() throws IOException {
    write("keys", KEY + "HMAC_KEY: battery-staple-hmac\n");
    write("keys-without-hmac", KEY);
  }

  private static void write(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/packets.csv", delimiter = '|', quoteCharacter = '\'')
  void everyFieldIsPrintedInItsPlace(String id, String options, String packet, String json)
      throws CliException {
    String given = options.replace("--key-file ", "--key-file " + directory + "/");
    assertEquals(json + "\n", inspect(given + " --json " + packet, ""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/packets.csv", delimiter = '|', quoteCharacter = '\'')
  void textHasTheSameFieldsWithoutThoseThatAreAbsent(
      String id, String options, String packet, String json) throws CliException {
    String given = options.replace("--key-file ", "--key-file " + directory + "/");
    // The values of these packets hold no comma before a quote, and nothing that JSON escapes.
    String members = json.substring(1, json.length() - 1);
    List<String> expected = new ArrayList<>();
    for (String member : members.split(",(?=\")")) {
      String[] parts = member.split(":", 2);
      if (!parts[1].equals("null")) {
        expected.add(
            "%-18s %s".formatted(parts[0].replace("\"", ""), parts[1].replaceAll("^\"|\"$", "")));
      }
    }
    assertEquals(expected, inspect(given, "\n " + packet + " \nmore\n").lines().toList());
  }

  private static String inspect(String words, String stdin) throws CliException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
    byte[] in = stdin.getBytes(StandardCharsets.UTF_8);
    new InspectCommand()
        .run(
            ParsedArguments.parse(List.of(("inspect " + words).split(" "))),
            new Console(new ByteArrayInputStream(in), stdout, stdout));
    return out.toString(StandardCharsets.UTF_8);
  }
}
