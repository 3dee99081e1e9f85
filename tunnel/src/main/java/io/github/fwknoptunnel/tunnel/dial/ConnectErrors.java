package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;

/**
 * A connection that was reset before this program had seen that it came about: the peer took it and
 * would not have it, which is a refusal. The JDK has no type for it.
 */
public final class ConnectErrors {
  private ConnectErrors() {}

  /** Whether a failed connect was that. */
  public static boolean isReset(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Connection reset");
  }
}
