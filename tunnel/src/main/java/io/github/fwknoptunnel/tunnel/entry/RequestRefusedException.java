package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRefused.Reason;

/** A target that was allowed by its name must not be connected to after all. */
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
