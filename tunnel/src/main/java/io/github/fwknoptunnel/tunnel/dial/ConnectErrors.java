package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;

/**
 * Recognizes a connection that was reset before its connect returned: the peer refused it after
 * accepting it. The JDK has no exception type for this.
 */
public final class ConnectErrors {
  private ConnectErrors() {}

  /** Whether a failed connect was that. */
  public static boolean isReset(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Connection reset");
  }
}
