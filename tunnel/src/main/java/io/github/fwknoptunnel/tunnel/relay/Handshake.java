package io.github.fwknoptunnel.tunnel.relay;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The exchange between a client and this program before the target is known. Called on the
 * session's loop, so it must not block.
 */
public interface Handshake {
  /** What the session does next. */
  enum Next {
    /** Wait for more from the client. */
    READ,
    /** The handshake is over: wait for the upstream connection, then relay. */
    RELAY,
    /** End the connection. */
    CLOSE
  }

  /** The result of a step; the reply for the client, at once, may be empty. */
  record Step(Next next, ByteBuffer reply) {}

  /**
   * Reads what has come from the client.
   *
   * @param input the handshake takes from it what is its own, and has the rest again with the next
   *     call; what is left after {@link Next#RELAY} is payload
   */
  Step read(ByteBuffer input);

  /** How long it may take. */
  Duration timeout();

  /** It has taken too long: the last words for the client, which may be empty. */
  ByteBuffer timedOut();
}
