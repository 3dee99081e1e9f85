package io.github.fwknoptunnel.cli;

import io.github.fwknoptunnel.cli.args.Help;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ErrorStream;
import io.github.fwknoptunnel.cli.terminal.TtyPrompt;
import java.io.IOException;
import java.io.PrintStream;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the program begins and ends. */
public final class Main {
  private static final Duration LOG_LIMIT = Duration.ofSeconds(1);

  private static final String FAILED_LOOKUP_SECONDS = "networkaddress.cache.negative.ttl";

  private Main() {}

  /**
   * Runs a command, or the training for a start-up cache, which has to begin as a command does: the
   * JVM reads the jar's manifest with classes that belong into the cache too.
   */
  public static void main(String[] words) throws IOException {
    if (Boolean.getBoolean("fwknop-tunnel.training")) {
      AotTrainingRun.run();
      return;
    }
    prepare();
    PrintStream err = ErrorStream.STDERR.printer();
    System.setErr(err);
    Console console = new Console(System.in, System.out, err, new TtyPrompt());
    int status = delivered(run(List.of(words), System.getenv(), console), console).code();
    finishLog();
    // Where no other thread runs, to return ends the JVM as well, and with the same hooks.
    // System.exit looks for a logger first, which takes 4 ms.
    if (status != ExitStatus.OK.code() || Thread.activeCount() > 1) {
      System.exit(status);
    }
  }

  private static void finishLog() {
    try {
      var _ = ErrorStream.STDERR.finish(LOG_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Settings of the whole JVM. */
  static void prepare() {
    // All text is English: numbers are written for scripts too, so without commas or digits of the
    // user's locale.
    Locale.setDefault(Locale.ROOT);
  }

  /**
   * A name that recovers must be found at once; the JDK would remember the failure for ten seconds.
   * It reads this once, at the first look-up.
   */
  private static void forgetFailedLookups() {
    // Setting a property takes 4 ms, so the packaged runtime has it in its own configuration.
    if (!"0".equals(Security.getProperty(FAILED_LOOKUP_SECONDS))) {
      Security.setProperty(FAILED_LOOKUP_SECONDS, "0");
    }
  }

  /** A result that could not be written, to a full disk perhaps, is none. */
  private static ExitStatus delivered(ExitStatus status, Console console) {
    // Not by equals: docs/ARCHITECTURE.md, Start-up.
    if (status.code() == ExitStatus.OK.code() && console.out().checkError()) {
      console.show(
          new CliError(
              ExitStatus.FAILED,
              "stdout cannot be written",
              "it is closed, or its disk is full: redirect it to a file or a pipe"));
      return ExitStatus.FAILED;
    }
    return status;
  }

  /**
   * Runs one command line. Every failure ends here, as an {@code error:} and perhaps a {@code
   * hint:} line.
   *
   * @param environment that may also set options
   */
  static ExitStatus run(List<String> words, Map<String, String> environment, Console console) {
    FinalError last = new FinalError(words, environment, console);
    try {
      ParsedArguments arguments = ParsedArguments.parse(words, environment);
      last.parsed(arguments);
      return run(arguments, console);
    } catch (CliException e) {
      last.show(e.problem());
      return e.problem().status();
    } catch (InterruptedException e) {
      return ExitStatus.FAILED;
    } catch (RuntimeException | Error e) {
      last.show(unexpected(e));
      if (words.contains(Options.DEBUG.name())) {
        e.printStackTrace(console.err());
      }
      return ExitStatus.FAILED;
    }
  }

  private static ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    if (arguments.has(Options.HELP_ALL) || arguments.has(Options.HELP)) {
      boolean all = arguments.has(Options.HELP_ALL);
      console.out().print(all ? Help.full(arguments.command()) : Help.brief(arguments.command()));
      return ExitStatus.OK;
    }
    if (arguments.has(Options.VERSION)) {
      console.out().println("fwknop-tunnel " + version());
      return ExitStatus.OK;
    }
    forgetFailedLookups();
    try {
      return CommandRegistry.of(arguments.command()).run(arguments, console);
    } catch (CliException e) {
      throw new CliException(arguments.nameVariables(e.problem()), e);
    }
  }

  private static CliError unexpected(Throwable e) {
    return new CliError(
        ExitStatus.FAILED, "unexpected: " + e, "this is a bug; run with --debug for a stack trace");
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
