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
 * @param started time of the request, by the nanosecond clock
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
              "check the service behind the port and the firewalls on the path");
      case CLIENT_RESET -> brokenStream(result.failure());
      default -> ExitStatus.OK;
    };
  }

  private static ExitStatus brokenStream(Optional<IOException> failure) throws CliException {
    String why = failure.map(Throwable::getMessage).orElse("");
    if (failure.filter(StdioRelay.InputFailure.class::isInstance).isPresent()) {
      throw failed(
          "stdin cannot be read: " + why,
          "check the program that writes to stdin; the connection was reset, because the input was incomplete");
    }
    return unwritable(why);
  }

  /** No message, as with SIGPIPE: the reader has closed the pipe. */
  private static ExitStatus unwritable(String why) throws CliException {
    if (!why.contains("Broken pipe")) {
      throw failed("stdout cannot be written: " + why, "check the free space of its disk");
    }
    return ExitStatus.FAILED;
  }

  private static CliException failed(String error, String hint) {
    return new CliException(new CliError(ExitStatus.FAILED, error, hint));
  }
}
