package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/** Interprets failed connects. */
public final class ConnectErrors {
  private ConnectErrors() {}

  /**
   * Whether the peer refused the connection, at once or by a reset before the connect returned. The
   * JDK has no exception type for the latter.
   */
  public static boolean isRefusal(IOException failure) {
    return (failure instanceof ConnectException && !isTimeout(failure))
        || message(failure).contains("Connection reset");
  }

  /**
   * Whether there was no answer, within the time of the caller or that of the kernel (ETIMEDOUT),
   * for which the JDK has the type of a refusal.
   */
  public static boolean isTimeout(IOException failure) {
    return failure instanceof SocketTimeoutException
        || message(failure).contains("Connection timed out");
  }

  /** Whether no descriptor was left for the socket. */
  public static boolean isOutOfDescriptors(IOException failure) {
    return message(failure).contains("Too many open files");
  }

  private static String message(IOException failure) {
    return String.valueOf(failure.getMessage());
  }
}
