package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.CloseReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The phase of a session before it relays, in which the client speaks first: the handshake, the
 * greeting that waits for the upstream connection, and the refusal that may replace it. Used by one
 * loop only.
 */
final class HandshakePhase {
  /** A client that was refused has its answer by then, or does not read it. */
  private static final Duration REFUSAL_GRACE = Duration.ofSeconds(1);

  private final long started = System.nanoTime();
  private @Nullable Handshake handshake;
  private @Nullable ByteBuffer greeting;
  private boolean greeted;
  private boolean refused;
  private long refusedAt;

  HandshakePhase(Handshake handshake) {
    this.handshake = handshake;
  }

  /** Goes on with what has come; how the session has ended by that, or null. */
  @Nullable CloseReason advance(SessionState state) {
    if (handshake != null) {
      state.takeReadAhead(input -> step(state, input));
    }
    if (refused) {
      // What is left unread would make the kernel reset the connection, and the reply be lost.
      state.discardReadAhead();
      return state.clientEnded() ? CloseReason.ABORTED : null;
    }
    return handshake != null && state.clientEnded() ? CloseReason.CLIENT_CLOSED : null;
  }

  private void step(SessionState state, ByteBuffer input) {
    Handshake current = handshake;
    if (current == null) {
      return;
    }
    Handshake.Step step = current.read(input);
    switch (step.next()) {
      case READ -> state.answer(step.reply());
      case RELAY -> {
        handshake = null;
        state.answer(step.reply());
      }
      case CLOSE -> refuse(state, step.reply());
    }
  }

  /** Ends what took too long; whether the session is over. */
  boolean expire(SessionState state, long now) {
    Handshake current = handshake;
    if (current != null && now - started > current.timeout().toNanos()) {
      refuse(state, current.timedOut());
    }
    return refused && now - refusedAt > REFUSAL_GRACE.toNanos();
  }

  /** Writes the reply and the end of the stream; what the client still sends is dropped. */
  void refuse(SessionState state, ByteBuffer reply) {
    handshake = null;
    if (!refused) {
      refused = true;
      refusedAt = System.nanoTime();
      state.answer(reply);
      state.endAnswer();
    }
  }

  boolean hasRefused() {
    return refused;
  }

  void greetWith(ByteBuffer reply) {
    greeting = reply;
  }

  /** What is to be written before all else, once. */
  @Nullable ByteBuffer takeGreeting() {
    ByteBuffer reply = greeting;
    greeted |= reply != null;
    greeting = null;
    return reply;
  }

  /** Whether the reply that it is connected was sent to the client. */
  boolean hasGreeted() {
    return greeted;
  }
}
