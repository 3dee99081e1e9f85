package io.github.fwknoptunnel.tunnel;

/** The reason why a connection ended. */
public enum CloseReason {
  /** Both peers ended their streams, the client first. */
  CLIENT_CLOSED,
  /** Both peers ended their streams, the target first. */
  REMOTE_CLOSED,
  /** The client reset the connection, perhaps before the target was connected. */
  CLIENT_RESET,
  /** The target reset the connection. */
  REMOTE_RESET,
  /**
   * The connection was idle for longer than {@link RelayConfig#idleTimeout}, or than {@link
   * RelayConfig#halfCloseTimeout} after one peer had ended its stream.
   */
  IDLE_TIMEOUT,
  /** This program closed it: the target could not be reached, or the tunnel is closing. */
  ABORTED,
  /** The process ran out of memory or a system call failed; the connection was reset. */
  INTERNAL_ERROR
}
