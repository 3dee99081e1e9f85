package io.github.fwknoptunnel.tunnel;

/** Why a relayed connection is over. */
public enum CloseReason {
  /** Both sides ended their streams, the client first. */
  CLIENT_CLOSED,
  /** Both sides ended their streams, the remote side first. */
  REMOTE_CLOSED,
  /** The client reset the connection, perhaps before there was a remote side. */
  CLIENT_RESET,
  /** The remote side reset the connection. */
  REMOTE_RESET,
  /** No byte either way for as long as the policy allows. */
  IDLE_TIMEOUT,
  /** This program cut it: no remote side was found, or it is closing. */
  ABORTED,
  /** Memory or a system call failed; the connection was given up for it. */
  INTERNAL_ERROR
}
