package io.github.fwknoptunnel.cli.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every setting of every command has a value of its type, from the strongest source that has one.
 */
@Timeout(180)
class SettingValuesTest {
  /** Four values of each type, by its label. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("ADDRESS", List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4")),
          Map.entry("BYTES", List.of("11", "12", "13", "14")),
          Map.entry("HASH", List.of("md5", "sha1", "sha384", "sha512")),
          Map.entry("HOST[:PORT]", List.of("a:11", "b:12", "c:13", "d:14")),
          Map.entry("IDLE[,INTERVAL[,COUNT]]", List.of("11", "12,5", "13,5,3", "off")),
          Map.entry("MILLISECONDS", List.of("11", "12", "13", "14")),
          Map.entry("MODE", List.of("ctr", "cfb", "ofb", "asymmetric")),
          Map.entry("N", List.of("11", "12", "13", "14")),
          Map.entry("NAME", List.of("a", "b", "c", "d")),
          Map.entry("PORT", List.of("11", "12", "13", "14")),
          Map.entry("PROTO/PORT,…", List.of("tcp/11", "tcp/12,udp/1", "udp/13", "tcp/14")),
          Map.entry("SECONDS", List.of("11", "12", "13", "14")),
          Map.entry("TIME", List.of("11", "12", "13", "14")),
          Map.entry("URL", List.of("http://a/", "http://b/", "http://c/", "http://d/")),
          Map.entry("[HOST:]PORT", List.of("11", "12", "127.0.0.1:13", "[::1]:14")));

  /** Enough for text and for names of files. */
  private static final List<String> ANY_TEXT = List.of("/a", "/b", "/c", "/d");

  /** Any text has this type; what is wrong with it, its reader says. */
  private static final Set<String> TEXT =
      Set.of(
          "ADDRESS",
          "COMMAND",
          "DIRECTORY",
          "FILE",
          "HOST",
          "KEY",
          "PATH",
          "PATTERN[:PORTS]=ACTION",
          "STANZA",
          "USER",
          "[BIND:]PORT",
          "[BIND:]PORT:HOST:HOSTPORT[,stanza=NAME]");

  @TempDir Path directory;

  /** One that is in no list would be unknown on the command line. */
  @Test
  void everySettingThatIsDeclaredIsAnOptionOfACommand() throws Exception {
    Set<Setting<?>> options =
        Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
            .flatMap(command -> command.options().stream())
            .collect(Collectors.toSet());
    int declared = 0;
    for (Path source : files(Path.of("src/main/java/io/github/fwknoptunnel/cli/setting"))) {
      String name = source.getFileName().toString().replace(".java", "");
      Class<?> holder = Class.forName(Setting.class.getPackageName() + "." + name);
      for (Field field : holder.getDeclaredFields()) {
        if (field.getType().equals(Setting.class) && Modifier.isStatic(field.getModifiers())) {
          declared++;
          assertTrue(options.contains((Setting<?>) field.get(null)), field::toString);
        }
      }
    }
    assertTrue(declared > 90, () -> "the settings are elsewhere");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith("Options.java")).toList();
    }
  }

  static Stream<Arguments> settings() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command ->
            command.options().stream()
                .filter(setting -> !setting.isFlag())
                .map(setting -> Arguments.of(command, setting)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("settings")
  void theStrongestSourceHasTheValue(CommandDescriptor command, Setting<?> setting)
      throws Exception {
    List<String> texts = texts(setting);
    List<String> line = List.of(setting.name() + "=" + texts.get(0));
    Map<String, String> variable = Map.of(setting.environmentVariable(), texts.get(1));
    assertValue(texts.get(0), setting, read(command, setting, line, variable, 2));
    assertValue(texts.get(1), setting, read(command, setting, List.of(), variable, 2));
    if (setting.variable().isPresent() && command.options().stream().anyMatch(this::isStanza)) {
      assertValue(texts.get(2), setting, read(command, setting, List.of(), Map.of(), 2));
      assertValue(texts.get(3), setting, read(command, setting, List.of(), Map.of(), 1));
    }
    ConfigSources none = read(command, setting, List.of(), Map.of(), 0);
    assertEquals(Optional.empty(), none.value(setting));
    if (setting.builtIn().isPresent()) {
      assertEquals(setting.defaultValue(), none.valueOrDefault(setting));
    }
  }

  private static List<String> texts(Setting<?> setting) {
    if (setting.equals(Options.MAX_PACKETS)) {
      return List.of("1", "2", "3", "1");
    }
    String label = setting.label().orElseThrow();
    if (!label.contains("|")) {
      return VALUES.getOrDefault(label, ANY_TEXT);
    }
    List<String> words = new ArrayList<>(List.of(label.split("\\|")));
    while (words.size() < 4) {
      words.addAll(List.copyOf(words));
    }
    return words;
  }

  private boolean isStanza(Setting<?> setting) {
    return setting.name().equals("--named-config");
  }

  /** The four texts differ, so equal values are of the same source. */
  private static void assertValue(String text, Setting<?> setting, ConfigSources sources)
      throws CliException {
    assertEquals(
        Optional.of(shown(setting.read(LocatedText.of(setting, text)))),
        sources.value(setting).map(SettingValuesTest::shown));
  }

  private static String shown(Object value) {
    return value instanceof LocatedText located ? located.text() : value.toString();
  }

  /**
   * Reads all sources.
   *
   * @param stanzas how many of {@code [default]} and {@code [home]} have the setting
   */
  private ConfigSources read(
      CommandDescriptor command,
      Setting<?> setting,
      List<String> line,
      Map<String, String> environment,
      int stanzas)
      throws Exception {
    List<String> words = new ArrayList<>();
    Stream.of(command.name()).filter(name -> !name.isEmpty()).forEach(words::add);
    words.addAll(line);
    if (setting.variable().isEmpty() || command.options().stream().noneMatch(this::isStanza)) {
      return ConfigSources.of(ParsedArguments.parse(words, environment), console());
    }
    Path rc = directory.resolve("rc");
    Files.deleteIfExists(rc);
    Files.createFile(
        rc, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String name = setting.variable().orElseThrow().name();
    List<String> texts = texts(setting);
    Files.writeString(
        rc,
        "[default]\n%s[home]\n%s"
            .formatted(
                stanzas > 0 ? name + " " + texts.get(3) + "\n" : "",
                stanzas > 1 ? name + " " + texts.get(2) + "\n" : ""));
    words.addAll(List.of("--rc-file", rc.toString(), "-n", "home"));
    return ConfigSources.read(ParsedArguments.parse(words, environment), console());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("settings")
  void aBadValueIsRefusedWithTheNameOfTheOption(CommandDescriptor command, Setting<?> setting)
      throws CliException {
    LocatedText bad = LocatedText.of(setting, "[?] é");
    boolean anyText =
        TEXT.contains(setting.label().orElseThrow()) || setting.equals(ResolveOptions.URL);
    if (anyText) {
      assertEquals("[?] é", shown(setting.read(bad)));
      return;
    }
    CliException refused = assertThrows(CliException.class, () -> setting.read(bad));
    assertEquals(ExitStatus.USAGE, refused.problem().status());
    assertTrue(
        refused.problem().error().startsWith(setting + ": invalid value '"),
        refused.problem().error());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("settings")
  void anEmptyValueIsRefused(CommandDescriptor command, Setting<?> setting) {
    LocatedText empty = LocatedText.of(setting, "");
    CliException refused = assertThrows(CliException.class, () -> setting.read(empty));
    assertEquals(
        setting + ": invalid value '' (expected a non-empty value)", refused.problem().error());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("settings")
  void theDefaultsAreOfTheType(CommandDescriptor command, Setting<?> setting) throws CliException {
    for (String text :
        Stream.concat(setting.builtIn().stream(), setting.implicitValue().stream()).toList()) {
      assertTrue(setting.read(LocatedText.of(setting, text)) != null);
    }
  }

  private static Console console() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(InputStream.nullInputStream(), nowhere, nowhere);
  }
}
