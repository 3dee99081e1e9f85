package io.github.fwknoptunnel.tunnel.dial;

/** One more knock at the door that is being dialled. */
@FunctionalInterface
public interface Knock {
  void send() throws OpenException, InterruptedException;
}
