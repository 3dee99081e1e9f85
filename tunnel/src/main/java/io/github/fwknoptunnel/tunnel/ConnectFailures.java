package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import io.github.fwknoptunnel.tunnel.knock.Way;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/** What the failure of one ordinary connect means. */
final class ConnectFailures {
  private ConnectFailures() {}

  /** Anything that is not a failed connect, such as a cancellation, stays as it is. */
  static Throwable explain(Way.Connect way, Throwable failure) {
    Seen seen = new Seen(way.addresses().getFirst(), 0, 1, way.patience());
    return switch (failure) {
      case SocketTimeoutException e -> new OpenException(new OpenFailure.Silent(seen));
      case ConnectException e -> new OpenException(new OpenFailure.Refused(seen));
      case IOException e when outOfDescriptors(e) ->
          new OpenException(new OpenFailure.OutOfDescriptors(e));
      case IOException e -> new OpenException(new OpenFailure.Unreachable(seen, e));
      default -> failure;
    };
  }

  private static boolean outOfDescriptors(IOException e) {
    return String.valueOf(e.getMessage()).contains("Too many open files");
  }
}
