package io.github.fwknoptunnel.cli.command.connect;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.linux.StdioEnds;
import io.github.fwknoptunnel.cli.linux.Stdout;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.relay.StdioRelay;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * From the first byte to the last between stdin, stdout and a connection.
 *
 * @param started when the connection was asked for, of the nanosecond clock
 */
record StdioSession(
    TunnelConfig.HostAndPort target, TunnelListener listener, SocketChannel channel, long started) {

  ExitStatus run() throws CliException, InterruptedException {
    Duration opened = age();
    // The descriptors themselves: System.in and System.out copy once more and hide errors. Never
    // closed here: a read of stdin that hangs is left behind, and what is unsent is still sent.
    @SuppressWarnings("resource")
    StdioRelay relay =
        new StdioRelay(
            channel,
            new FileInputStream(FileDescriptor.in).getChannel(),
            new Stdout(),
            new StdioEnds());
    StdioRelay.Result result = relay.run();
    listener.onEvent(
        new TunnelEvent.Closed(1, result.reason(), result.bytes(), age(), Optional.of(opened)));
    return status(result);
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private ExitStatus status(StdioRelay.Result result) throws CliException {
    return switch (result.reason()) {
      case REMOTE_RESET ->
          throw failed(
              target + " reset the connection",
              "the service behind the port, or a firewall on the way, ended it early");
      case CLIENT_RESET -> brokenStream(result.failure());
      default -> ExitStatus.OK;
    };
  }

  private static ExitStatus brokenStream(Optional<IOException> failure) throws CliException {
    String why = failure.map(Throwable::getMessage).orElse("");
    if (failure.filter(StdioRelay.InputFailure.class::isInstance).isPresent()) {
      throw failed(
          "stdin cannot be read: " + why, "the connection was reset, since its input is cut short");
    }
    return unwritable(why);
  }

  /** As a program that SIGPIPE kills, nothing is said: whoever stopped reading knows why. */
  private static ExitStatus unwritable(String why) throws CliException {
    if (!why.contains("Broken pipe")) {
      throw failed("stdout cannot be written: " + why, "is the disk full that it goes to?");
    }
    return ExitStatus.FAILED;
  }

  private static CliException failed(String error, String hint) {
    return new CliException(new CliError(ExitStatus.FAILED, error, hint));
  }
}
