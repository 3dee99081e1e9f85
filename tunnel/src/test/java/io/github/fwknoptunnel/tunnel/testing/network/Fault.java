package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * Something that goes wrong in one direction. Immutable: every connection has stages of its own.
 */
@FunctionalInterface
public interface Fault {
  /**
   * The stage of one connection, which passes on to {@code next} what it lets through. Runs when
   * the connection begins: a fault that comes before the first byte comes here.
   */
  Stage before(Stage next, Wire wire) throws IOException, InterruptedException;
}
