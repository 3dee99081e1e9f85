package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;
import java.net.ConnectException;

/** Interprets failed connects. */
public final class ConnectErrors {
  private ConnectErrors() {}

  /**
   * Whether the peer refused the connection, at once or by a reset before the connect returned. The
   * JDK has no exception type for the latter.
   */
  public static boolean isRefusal(IOException failure) {
    return failure instanceof ConnectException
        || String.valueOf(failure.getMessage()).contains("Connection reset");
  }
}
