package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import io.github.fwknoptunnel.tunnel.dial.ResetConnect;
import io.github.fwknoptunnel.tunnel.knock.Way;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/** What the failure of one ordinary connect means. */
final class ConnectFailures {
  private ConnectFailures() {}

  /** Anything that is not a failed connect, such as a cancellation, stays as it is. */
  static Throwable explain(Way.Connect way, Throwable failure) {
    return failure instanceof IOException e ? new OpenException(of(way, e)) : failure;
  }

  static OpenFailure of(Way.Connect way, IOException failure) {
    return of(new Seen(way.addresses().getFirst(), 0, 1, way.patience()), failure);
  }

  static OpenFailure of(Seen seen, IOException failure) {
    return switch (failure) {
      case SocketTimeoutException e -> new OpenFailure.Silent(seen);
      case ConnectException e -> new OpenFailure.Refused(seen);
      case IOException e when ResetConnect.is(e) -> new OpenFailure.Refused(seen);
      case IOException e when outOfDescriptors(e) -> new OpenFailure.OutOfDescriptors(e);
      default -> new OpenFailure.Unreachable(seen, failure);
    };
  }

  private static boolean outOfDescriptors(IOException e) {
    return String.valueOf(e.getMessage()).contains("Too many open files");
  }
}
