package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.process.ProcessTree;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Knocks by running the user's command and waiting for its end. Status zero means that the packet
 * was sent. At most {@value #MAX_RUNNING} commands run at a time in a process; others wait in
 * order. Thread-safe.
 *
 * @param command started anew for each knock, without a terminal and without input
 * @param timeout then the command is killed, with everything it started, except what has emptied
 *     its environment and left the session; a command also waits for its turn no longer than this
 * @param output receives what it prints
 */
public record CommandKnocker(ExternalCommand command, Duration timeout, CommandOutput output)
    implements Knocker {
  static final int MAX_RUNNING = 16;

  /** The reason of a start that did not get its turn. */
  public static final String BUSY = MAX_RUNNING + " commands are running already";

  /** EAGAIN or ENOMEM. */
  private static final Pattern NO_PROCESS = Pattern.compile("error[=:] ?1[12]\\b");

  private static final Semaphore TURNS = new Semaphore(MAX_RUNNING, true);

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
    ProcessTree running = start(target);
    try {
      if (!running.waitFor(timeout)) {
        throw failed(new ConnectFailure.CommandTimedOut(command.text(), timeout));
      }
    } finally {
      // Also when the connection that asked has left: nobody needs the command then.
      running.killIfRunning();
    }
    if (running.status() != 0) {
      throw failed(new ConnectFailure.CommandFailed(command.text(), running.status()));
    }
    return new KnockResult.CommandSucceeded(command.text());
  }

  /**
   * The command is run once for each opening: whether a second run does any good only its author
   * knows.
   */
  @Override
  public int maxKnocks() {
    return 1;
  }

  private ProcessTree start(KnockTarget target) throws ConnectFailedException {
    Map<String, String> variables =
        Map.of(
            "FWKNOP_TUNNEL_REMOTE_HOST", target.host(),
            "FWKNOP_TUNNEL_REMOTE_IP", target.address().getHostAddress(),
            "FWKNOP_TUNNEL_REMOTE_PORT", Integer.toString(target.port()),
            "FWKNOP_TUNNEL_CONNECTION", Long.toString(target.connection()));
    try {
      return ProcessTree.start(
          command.words(), variables, new LimitedLines(output, target.connection()));
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
