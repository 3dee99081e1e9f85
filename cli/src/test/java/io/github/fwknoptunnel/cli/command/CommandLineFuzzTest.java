package io.github.fwknoptunnel.cli.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.CommandRegistry;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.tunnel.Forward;
import io.github.fwknoptunnel.cli.config.tunnel.KnockSettings;
import io.github.fwknoptunnel.cli.config.tunnel.ListenSettings;
import io.github.fwknoptunnel.cli.config.tunnel.RelaySettings;
import io.github.fwknoptunnel.cli.config.tunnel.RouteRule;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines, variables and files made at random, through the parsers that the program has for
 * them: each is taken or is one {@link CliException}, within a moment. Nothing is sent, started or
 * listened on. Builds try a few hundred; {@code -Dfuzz.inputs} and {@code -Dfuzz.seed} try others
 * (docs/TESTING.md).
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class CommandLineFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 500);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** A slow machine that does other work too takes a second at times; a hang takes for ever. */
  private static final Duration MAX_TIME = Duration.ofSeconds(20);

  /** After so many inputs a long run prints how far it is. */
  private static final int REPORT_EVERY = 100_000;

  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : RandomLine.FILES) {
      Path file = Files.createFile(directory.resolve(name));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void everyLineIsTakenOrIsOneProblem() throws Exception {
    for (int i = 0; i < INPUTS; i++) {
      if (i > 0 && i % REPORT_EVERY == 0) {
        System.out.println("CommandLineFuzzTest: " + i + " inputs from seed " + SEED);
      }
      RandomLine line = new RandomLine(SEED + i, directory);
      for (String name : RandomLine.FILES) {
        Files.write(directory.resolve(name), line.file(name));
      }
      long start = System.nanoTime();
      try {
        run(line.words(), line.environment());
        forward(line);
      } catch (CliException e) {
        assertTrue(!e.problem().error().isEmpty(), line::toString);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(line.toString(), e);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(MAX_TIME) < 0, () -> line + " took " + took);
    }
  }

  /** A tunnel's line is read and no more; other commands of the generator have no effect. */
  private static void run(List<String> words, Map<String, String> environment)
      throws CliException, InterruptedException {
    ParsedArguments arguments = ParsedArguments.parse(words, environment);
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new ByteArrayInputStream("key\nhmac\n".getBytes(StandardCharsets.US_ASCII)),
            nowhere,
            nowhere);
    if (arguments.command().name().equals(Commands.TUNNEL.name())) {
      ListenSettings.read(arguments);
      RelaySettings.read(arguments);
      KnockSettings.read(arguments);
      for (GivenOption given : arguments.all(Options.LOCAL_FORWARD)) {
        Forward.parse(given);
      }
      RouteRule.all(arguments);
    } else if (!arguments.has(Options.HELP)) {
      CommandRegistry.of(arguments.command()).run(arguments, console);
    }
  }

  private static void forward(RandomLine line) throws CliException {
    Forward forward = Forward.parse(GivenOption.of(Options.LOCAL_FORWARD, line.forward()));
    assertTrue(
        forward.options().stream().anyMatch(given -> given.option().equals(Options.REMOTE_PORT)),
        line::toString);
  }
}
