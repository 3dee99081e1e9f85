package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.cli.Transcript.Step;
import io.github.fwknoptunnel.cli.Transcript.TextFile;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs every transcript of {@code resources/scripts}: the contract of the command line. */
@Timeout(180)
class TranscriptsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("<…>");
  private static final Pattern SETTING = Pattern.compile("[A-Z_0-9]+");
  private static final Pattern BASE64 = Pattern.compile("([\\w+/]{4})+([\\w+/]{2}==|[\\w+/]{3}=)?");

  @TempDir static Path directories;
  private static ServerSocket busy;
  private static WebPages web;

  @BeforeAll
  static void occupyAPort() throws IOException {
    web = WebPages.open();
    busy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterAll
  static void freeThePort() throws IOException {
    busy.close();
    web.close();
  }

  @TestFactory
  Stream<DynamicContainer> transcript() throws IOException, URISyntaxException {
    Path scripts = Path.of(TranscriptsTest.class.getResource("/scripts").toURI());
    try (Stream<Path> files = Files.list(scripts)) {
      return files.sorted().toList().stream().map(TranscriptsTest::script);
    }
  }

  private static DynamicContainer script(Path file) {
    try {
      Transcript transcript = Transcript.parse(Files.readAllLines(file));
      Path work = Files.createDirectory(directories.resolve(file.getFileName()));
      for (TextFile text : transcript.files()) {
        write(work.resolve(text.name()), text);
      }
      List<String> secrets = transcript.files().stream().flatMap(TranscriptsTest::keys).toList();
      Stream<DynamicTest> tests =
          transcript.steps().stream()
              .map(step ->
                  // No words of the command: reports hold names, and some words are keys.
                  dynamicTest("line " + step.line(), () -> check(step, work, secrets)));
      return dynamicContainer(file.getFileName().toString(), tests);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, TextFile text) throws IOException {
    Files.write(path, text.lines().stream().map(line -> filledIn(line, path.getParent())).toList());
    int mode = Integer.parseInt(text.mode(), 8);
    StringBuilder letters = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      letters.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(letters.toString()));
  }

  /** Every long word of a key file, as it is written and decoded. */
  private static Stream<String> keys(TextFile file) {
    return file.lines().stream()
        .filter(line -> file.name().startsWith("key"))
        .flatMap(line -> Stream.of(line.split("[ :]+")))
        .filter(word -> word.length() >= 12 && !SETTING.matcher(word).matches())
        .flatMap(word -> BASE64.matcher(word).matches() ? both(word) : Stream.of(word));
  }

  private static Stream<String> both(String key) {
    return Stream.of(key, new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1));
  }

  private static void check(Step step, Path work, List<String> secrets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] in = String.join("\n", step.given().in()).getBytes(StandardCharsets.UTF_8);
    List<String> words = step.words().stream().map(word -> filledIn(word, work)).toList();
    Map<String, String> environment = new HashMap<>(step.environment());
    environment.replaceAll((name, value) -> filledIn(value, work));
    Terminal terminal = terminal(step.given().typed(), printer(err));
    ExitStatus status =
        Main.run(
            words,
            environment,
            new Console(new ByteArrayInputStream(in), printer(out), printer(err), terminal));
    String all = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    secrets.forEach(secret -> assertFalse(all.contains(secret), "a key is shown"));
    checkLines(step.expected().err(), err, work);
    checkLines(step.expected().out(), out, work);
    assertEquals(step.expected().status(), List.of(Integer.toString(status.code())), "status");
  }

  /** Shows its prompts on stderr. */
  private static Terminal terminal(List<String> typed, PrintStream err) {
    Iterator<String> answers = typed.iterator();
    return prompt -> {
      if (!answers.hasNext()) {
        return Terminal.NONE.askSecret(prompt);
      }
      err.println(prompt.strip());
      return answers.next().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String filledIn(String text, Path work) {
    return text.replace("$WORK", work.toString())
        .replace("$BUSY", Integer.toString(busy.getLocalPort()))
        .replace("$WEB", web.address());
  }

  /** Where the lines differ, the assertion shows both whole. */
  private static void checkLines(List<String> patterns, ByteArrayOutputStream bytes, Path work) {
    List<String> expected = patterns.stream().map(line -> filledIn(line, work)).toList();
    List<String> actual = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          PLACEHOLDER
              .splitAsStream(expected.get(i) + "\n")
              .map(Pattern::quote)
              .collect(Collectors.collectingAndThen(Collectors.joining(".+"), Pattern::compile))
              .matcher(actual.get(i) + "\n")
              .matches();
    }
    if (!same) {
      assertEquals(String.join("\n", expected), String.join("\n", actual));
    }
  }
}
