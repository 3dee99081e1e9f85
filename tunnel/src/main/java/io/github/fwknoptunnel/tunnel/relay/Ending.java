package io.github.fwknoptunnel.tunnel.relay;

/** Why a relayed connection is over. */
public enum Ending {
  /** Both sides ended their streams, the client first. */
  CLIENT_ENDED,
  /** Both sides ended their streams, the remote side first. */
  REMOTE_ENDED,
  /** The client reset the connection, perhaps before there was a remote side. */
  CLIENT_RESET,
  /** The remote side reset the connection. */
  REMOTE_RESET,
  /** No byte either way for as long as the policy allows. */
  IDLE,
  /** This program cut it: no remote side was found, or it is closing. */
  CUT,
  /** Memory or a system call failed; the connection was given up for it. */
  FAILED
}
