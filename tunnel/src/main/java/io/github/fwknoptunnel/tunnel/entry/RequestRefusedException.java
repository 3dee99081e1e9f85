package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;

/** The target is allowed by its name but refused for its address. */
public final class RequestRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RequestRefusedException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
