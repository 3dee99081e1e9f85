package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.process.KillAtExit;
import io.github.fwknoptunnel.tunnel.process.ProcessTree;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Knocks by running the user's command and waiting for its end. Exit status zero means that the
 * packet was sent. This JVM runs at most {@value #MAX_RUNNING} commands at a time, for all knockers
 * together; further ones wait in order. Thread-safe.
 *
 * @param command started again for each knock, without a terminal and without input
 * @param timeout the command and its descendants are killed after this time (except those that
 *     cleared their environment and left the session); also the maximum wait for a free slot
 * @param output receives what the command prints
 */
public record CommandKnocker(
    ExternalCommand command, Duration timeout, CommandKnocker.Output output) implements Knocker {
  static final int MAX_RUNNING = 16;

  /** The reason of a command that was not started because too many were running. */
  public static final String BUSY = MAX_RUNNING + " commands are running already";

  /** EAGAIN or ENOMEM. */
  private static final Pattern NO_PROCESS = Pattern.compile("error[=:] ?1[12]\\b");

  private static final Semaphore TURNS = new Semaphore(MAX_RUNNING, true);

  /** Receives what a user's command prints. Implementations are thread-safe and must not block. */
  @FunctionalInterface
  public interface Output {
    /** Discards everything. */
    Output NONE = (connection, line) -> {};

    /**
     * Receives one line of standard output or standard error.
     *
     * @param connection number of the connection that the command runs for
     * @param line without its line end; a long line arrives in pieces
     */
    void onLine(long connection, String line);

    /**
     * Receives the number of lines that were not passed to {@link #onLine}, because the command
     * printed too many.
     *
     * @param connection number of the connection that the command runs for
     * @param lines at least 1
     */
    default void onOmitted(long connection, long lines) {}
  }

  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    Optional<String> fault = command.validate();
    if (fault.isPresent()) {
      throw failed(new ConnectFailure.CommandNotStarted(command.text(), fault.get()));
    }
    if (!TURNS.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw failed(new ConnectFailure.CommandNotStarted(command.text(), BUSY));
    }
    try {
      return run(target);
    } finally {
      TURNS.release();
    }
  }

  private KnockResult run(KnockTarget target) throws ConnectFailedException, InterruptedException {
    // Closed also when the connection has left: the command is of no use then.
    try (KillAtExit running = start(target)) {
      if (!running.process().waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw failed(new ConnectFailure.CommandTimedOut(command.text(), timeout));
      }
      int status = running.process().exitValue();
      if (status != 0) {
        throw failed(new ConnectFailure.CommandFailed(command.text(), status));
      }
      return new KnockResult.CommandSucceeded(command.text());
    }
  }

  /** Returns 1: only the author of the command knows whether a second run is useful. */
  @Override
  public int maxKnocks() {
    return 1;
  }

  private KillAtExit start(KnockTarget target) throws ConnectFailedException {
    Map<String, String> variables =
        Map.of(
            "FWKNOP_TUNNEL_REMOTE_HOST", target.host(),
            "FWKNOP_TUNNEL_REMOTE_IP", target.address().getHostAddress(),
            "FWKNOP_TUNNEL_REMOTE_PORT", Integer.toString(target.port()),
            "FWKNOP_TUNNEL_CONNECTION", Long.toString(target.connection()));
    try {
      LimitedLines lines = new LimitedLines(output, target.connection());
      return ProcessTree.start(command.words(), variables, lines::onLine, lines::onEnd);
    } catch (IOException e) {
      throw failed(new ConnectFailure.CommandNotStarted(command.text(), reason(e)));
    }
  }

  /** The JDK's words hold the number of the system's error. */
  static String reason(IOException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("too many open files")) {
      return "too many open files";
    }
    return NO_PROCESS.matcher(text).find() ? "too many processes" : "cannot be run";
  }

  private static ConnectFailedException failed(ConnectFailure failure) {
    return new ConnectFailedException(failure);
  }
}
