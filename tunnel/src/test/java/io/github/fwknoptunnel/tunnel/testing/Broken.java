package io.github.fwknoptunnel.tunnel.testing;

/** An error that nobody expects; without a trace, which would only fill the log of a good run. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Broken(String what) {
    super(what, null, false, false);
  }
}
