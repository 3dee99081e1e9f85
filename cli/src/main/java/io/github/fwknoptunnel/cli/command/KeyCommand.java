package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.tunnel.knock.ChildEnvironment;
import io.github.fwknoptunnel.tunnel.knock.UserCommand;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Keys from the output of a program, such as a password manager's. */
final class KeyCommand {
  /** Time enough to type a master password. */
  private static final long LONGEST_SECONDS = 120;

  /** Longer than any two keys. */
  private static final int MOST_OUTPUT = 64 * 1024;

  private KeyCommand() {}

  static KeySettings run(String text) throws ProblemException, RcException {
    try {
      ProcessBuilder builder = new ProcessBuilder(UserCommand.parse(text).words());
      ChildEnvironment.clean(builder.environment());
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failed("did not end within " + LONGEST_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with status " + process.exitValue());
      }
      return KeyFile.parse(SpaOptions.KEY_COMMAND.toString(), output);
    } catch (IOException | IllegalArgumentException e) {
      throw failed("cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private static ProblemException failed(String how) {
    return new ProblemException(
        new Problem(
            ExitStatus.CONFIGURATION,
            SpaOptions.KEY_COMMAND + " " + how,
            "it must print KEY_BASE64 and HMAC_KEY_BASE64 lines and end with status 0"));
  }
}
