package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.service.InheritedSockets;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.KillAtExit;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.tunnel.knock.ExternalCommand;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Keys from the output of a program, such as a password manager's. It has one deadline for all of
 * it, and is killed with its children when it is not needed any more. What it leaves running after
 * its own end, such as an agent, is left alone.
 */
final class KeyCommand {
  private static final Pattern SYSTEM_ERROR =
      Pattern.compile(
          "^Cannot run program \"(?<program>[^\"]*)\".*error: ?[0-9]+,? ?\\(?(?<reason>[^()]*)\\)?$");

  /** Time enough to type a master password. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Longer than any two keys. */
  private static final int MAX_OUTPUT = 64 * 1024;

  private static final Duration QUIET = Duration.ofMillis(50);

  private final byte[] output = new byte[MAX_OUTPUT];
  private int length;

  private KeyCommand() {}

  static RcConfig run(String text) throws CliException, RcException {
    return run(text, LIMIT);
  }

  static RcConfig run(String text, Duration limit) throws CliException, RcException {
    KeyCommand command = new KeyCommand();
    try {
      return command.keys(start(text), limit);
    } catch (IOException | IllegalArgumentException e) {
      throw failed("cannot be run: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      Arrays.fill(command.output, (byte) 0);
    }
  }

  /** Without the words of the JDK around those of the system. */
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage()).strip();
    return SYSTEM_ERROR.matcher(message).replaceFirst("${program}: ${reason}");
  }

  private static KillAtExit start(String text) throws IOException {
    return KillAtExit.start(
        new ProcessBuilder(ExternalCommand.parse(text).words())
            .redirectInput(
                InheritedSockets.isStdin(System.getenv())
                    ? ProcessBuilder.Redirect.from(new File("/dev/null"))
                    : ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  private RcConfig keys(KillAtExit running, Duration limit)
      throws CliException, RcException, IOException, InterruptedException {
    Process process = running.process();
    try (running) {
      if (!new ChildOutput(process, process.getInputStream(), this::add).copy(limit, QUIET)) {
        throw failed("did not end within " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with status " + process.exitValue());
      }
      byte[] keys = Arrays.copyOf(output, length);
      try {
        return KeyFile.settings(SpaOptions.KEY_COMMAND.toString(), keys);
      } finally {
        Arrays.fill(keys, (byte) 0);
      }
    } catch (TooMuch e) {
      throw failed("prints more than " + MAX_OUTPUT + " bytes; a key file has fewer");
    }
  }

  private void add(byte[] bytes, int count) throws TooMuch {
    if (count > MAX_OUTPUT - length) {
      throw new TooMuch();
    }
    System.arraycopy(bytes, 0, output, length, count);
    length += count;
  }

  private static CliException failed(String how) {
    return CliException.config(
        SpaOptions.KEY_COMMAND + " " + how,
        "print KEY_BASE64 and HMAC_KEY_BASE64 lines and exit with status 0");
  }

  private static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;
  }
}
