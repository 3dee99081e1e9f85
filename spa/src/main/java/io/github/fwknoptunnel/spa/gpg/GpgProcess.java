package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;
import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.KillAtExit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of gpg, from its start to its end.
 *
 * <p>Input and output are a few kilobytes, less than a pipe holds: writing never waits for gpg to
 * read, and its output is read after its end. A gpg that writes more than that blocks until it is
 * killed at its time limit.
 */
final class GpgProcess {
  static final int LARGEST_INPUT = 4096;

  private static final Duration QUIET = Duration.ofMillis(20);

  /** {@code --disable-dirmngr}: a missing key is an error, not a reason to query the network. */
  private static final List<String> ALWAYS =
      List.of(
          "--batch",
          "--no-tty",
          "--status-fd=2",
          "--disable-dirmngr",
          "--no-auto-key-locate",
          "--no-auto-key-retrieve",
          "--no-auto-check-trustdb",
          "--trust-model=always");

  private final int exitStatus;
  private final byte[] output;
  private final GpgStatus status;

  private GpgProcess(int exitStatus, byte[] output, GpgStatus status) {
    this.exitStatus = exitStatus;
    this.output = output;
    this.status = status;
  }

  /** Runs gpg with {@code input} to its end, or kills it when its time or this program is over. */
  static GpgProcess of(GpgSettings settings, List<String> options, byte[] input)
      throws GpgException {
    if (input.length > LARGEST_INPUT) {
      throw new IllegalArgumentException(input.length + " bytes for gpg");
    }
    KillAtExit guard = start(settings, options);
    Process process = guard.process();
    String program = settings.programs().getFirst();
    try {
      write(process, settings.unlock(), input);
      if (!process.waitFor(settings.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GpgException(Reason.TIMED_OUT, program);
      }
      byte[] output = printed(process, process.getInputStream());
      GpgStatus status = GpgStatus.parse(printed(process, process.getErrorStream()));
      return new GpgProcess(process.exitValue(), output, status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GpgException(Reason.INTERRUPTED, program, e);
    } catch (IOException e) {
      throw new GpgException(Reason.FAILED, String.valueOf(e.getMessage()), e);
    } finally {
      guard.close();
    }
  }

  /** All that it printed, once it has ended; what it left running may hold the pipe open. */
  private static byte[] printed(Process process, InputStream stream)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ChildOutput(process, stream, (piece, length) -> bytes.write(piece, 0, length))
        .copy(Duration.ZERO, QUIET);
    return bytes.toByteArray();
  }

  private static KillAtExit start(GpgSettings settings, List<String> options) throws GpgException {
    List<String> words = new ArrayList<>(ALWAYS);
    words.addAll(home(settings));
    words.addAll(unlocking(settings.unlock()));
    words.addAll(options);
    GpgException failed = new GpgException(Reason.NOT_STARTED, settings.programs().getFirst());
    for (String program : settings.programs()) {
      try {
        return start(program, words);
      } catch (IOException e) {
        failed.addSuppressed(e);
      }
    }
    throw failed;
  }

  private static KillAtExit start(String program, List<String> arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(arguments);
    return KillAtExit.start(builder);
  }

  private static List<String> home(GpgSettings settings) throws GpgException {
    if (settings.home().isEmpty()) {
      return List.of();
    }
    Path home = settings.home().get().toAbsolutePath();
    // gpg itself reports a missing key then.
    if (!Files.isDirectory(home)) {
      throw new GpgException(Reason.NO_HOME, home.toString());
    }
    return List.of("--homedir=" + home);
  }

  private static List<String> unlocking(GpgPassphrase unlock) {
    return switch (unlock) {
      case GpgPassphrase.None u -> List.of("--pinentry-mode=error");
      case GpgPassphrase.Agent a -> List.of();
      case GpgPassphrase.Provided w -> List.of("--pinentry-mode=loopback", "--passphrase-fd=0");
    };
  }

  /**
   * A pass phrase is the first line: gpg reads it byte by byte and takes the rest for its input.
   */
  private static void write(Process process, GpgPassphrase unlock, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      if (unlock instanceof GpgPassphrase.Provided with) {
        with.passPhrase().writeLine(stdin);
      }
      stdin.write(input);
    } catch (IOException e) {
      // It ended without reading; its status says why.
    }
  }

  /** Status 0. The output of any other run is worth nothing: it may lack the signature. */
  boolean succeeded() {
    return exitStatus == 0;
  }

  byte[] output() {
    return output;
  }

  GpgStatus status() {
    return status;
  }
}
