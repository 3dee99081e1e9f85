package io.github.fwknoptunnel.cli.command.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Option over variable over stanza over {@code [default]} over built-in, for every setting. */
@Timeout(180)
class PrecedenceTest {
  private static final Set<Setting<?>> OF_THE_LINE_ALONE =
      Set.of(Options.HELP, Options.HELP_ALL, Options.VERSION);

  /** A value that the variable takes, by the label of the option's. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("PORT", "1001"),
          Map.entry("HASH", "sha512"),
          Map.entry("MODE", "ctr"),
          Map.entry("HOST", "a.example.com"),
          Map.entry("PROTO/PORT,…", "tcp/1"),
          Map.entry("SECONDS", "60"),
          Map.entry("NAME", "bob"),
          Map.entry("udp|tcp|http", "tcp"),
          Map.entry("TEXT", "Fwknop/1"),
          Map.entry("HOST[:PORT]", "10.0.0.5:22"),
          Map.entry("URL", "http://a.example.com/"),
          Map.entry("KEY", "ABCDEF"),
          Map.entry("DIRECTORY", "/nowhere"),
          Map.entry("FILE", "/nowhere/gpg"));

  @TempDir Path directory;

  static Stream<Arguments> everyOption() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command ->
            command.options().stream()
                .filter(option -> !OF_THE_LINE_ALONE.contains(option))
                .map(option -> Arguments.of(command, option)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("everyOption")
  void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheDefault(
      CommandDescriptor command, Setting<?> option) throws CliException {
    List<String> name = Stream.of(command.name()).filter(text -> !text.isEmpty()).toList();
    Map<String, String> environment = Map.of(option.environmentVariable(), "1");
    List<String> words = Stream.concat(name.stream(), Stream.of(option.name() + "=1")).toList();
    assertEquals(
        "command line " + option, origin(ParsedArguments.parse(words, environment), option));
    assertEquals(
        "variable " + option.environmentVariable(),
        origin(ParsedArguments.parse(name, environment), option));
    assertEquals("built-in", origin(ParsedArguments.parse(name), option));
    assertEquals(
        option.builtIn().isPresent(),
        SettingRow.of(sources(ParsedArguments.parse(name)), option).value().isPresent());
  }

  static Stream<Setting<?>> everyOptionOfTheRcFile() {
    return Commands.KNOCK.options().stream().filter(option -> option.variable().isPresent());
  }

  @ParameterizedTest
  @MethodSource("everyOptionOfTheRcFile")
  void theEnvironmentIsStrongerThanTheStanzaAndThatThanDefault(Setting<?> option) throws Exception {
    String variable = option.variable().orElseThrow().name();
    String value = option.label().map(VALUES::get).orElse("Y");
    Path rc = directory.resolve("rc");
    Files.createFile(
        rc, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    List<String> words = List.of("knock", "--rc-file", rc.toString(), "-n", "home");
    Map<String, String> environment = Map.of(option.environmentVariable(), "1");
    String line = variable + " " + value + "\n";
    Files.writeString(rc, "[default]\n" + line + "[home]\n" + line);
    assertEquals("variable " + option.environmentVariable(), origin(words, environment, option));
    assertEquals(rc + ":4: [home] " + variable, origin(words, Map.of(), option));
    Files.writeString(rc, "[default]\n" + line + "[home]\n");
    assertEquals(rc + ":2: [default] " + variable, origin(words, Map.of(), option));
    Files.writeString(rc, "[default]\n[home]\n");
    assertEquals("built-in", origin(words, Map.of(), option));
  }

  @Test
  void defaultsOfTheLibrariesAreThoseOfTheOptions() {
    assertEquals(
        TunnelConfig.ClientLimits.DEFAULT.connections(),
        ListenOptions.MAX_CONNECTIONS.defaultValue());
    assertEquals(RelayConfig.DEFAULT.keepAlive(), RelayOptions.KEEP_ALIVE.defaultValue());
    assertEquals(
        RelayConfig.DEFAULT.halfCloseTimeout(), RelayOptions.HALF_CLOSE_TIMEOUT.defaultValue());
    assertEquals(SpaSuite.DEFAULT.digest(), SpaOptions.DIGEST_TYPE.defaultValue());
    assertEquals(SpaSuite.DEFAULT.hmac(), SpaOptions.HMAC_DIGEST_TYPE.defaultValue());
    assertEquals(SpaServer.DEFAULT_PORT, SpaOptions.SERVER_PORT.defaultValue());
    assertEquals(Mode.MULTI, Options.MODE.defaultValue());
    assertEquals(ServerProtocol.UDP, SpaOptions.SERVER_PROTO.defaultValue());
  }

  private static String origin(
      List<String> words, Map<String, String> environment, Setting<?> option) throws CliException {
    ParsedArguments line = ParsedArguments.parse(words, environment);
    return SettingRow.of(ConfigSources.read(line, console()), option).origin();
  }

  private static String origin(ParsedArguments line, Setting<?> option) {
    return SettingRow.of(sources(line), option).origin();
  }

  private static ConfigSources sources(ParsedArguments line) {
    return ConfigSources.of(line, console());
  }

  private static Console console() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(InputStream.nullInputStream(), nowhere, nowhere);
  }
}
