package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.dial.ConnectErrors;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Interprets the failure of a connect without a knock. */
public final class ConnectFailures {
  private ConnectFailures() {}

  /** Anything that is not a failed connect, such as a cancellation, stays as it is. */
  public static Throwable toException(Upstream.Addresses upstream, Throwable failure) {
    return failure instanceof IOException e ? failed(upstream, e) : failure;
  }

  static ConnectFailedException failed(Upstream.Addresses upstream, IOException failure) {
    InetSocketAddress first = upstream.addresses().getFirst();
    return new ConnectFailedException(
        of(new ConnectFailure.DialStats(first, 0, 1, upstream.timeout()), failure));
  }

  static ConnectFailure of(ConnectFailure.DialStats seen, IOException failure) {
    return switch (failure) {
      case IOException e when ConnectErrors.isTimeout(e) -> new ConnectFailure.TimedOut(seen);
      case IOException e when ConnectErrors.isRefusal(e) ->
          new ConnectFailure.ConnectionRefused(seen);
      case IOException e when ConnectErrors.isOutOfDescriptors(e) ->
          new ConnectFailure.TooManyOpenFiles(e);
      default -> new ConnectFailure.Unreachable(seen, failure);
    };
  }
}
