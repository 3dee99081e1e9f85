package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.relay.Handshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of SOCKS5 or HTTP CONNECT, recognized by the first byte. Clients of other protocols
 * are closed without a reply.
 */
public final class ProxyHandshake implements Handshake {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Client client;
  private final Duration timeout;
  private @Nullable RequestParser parser;
  private volatile ProxyReplies replies = ProxyReplies.SILENCE;

  /** Who decides about requests. Called on the session's loop. */
  public interface Client {
    /** The client wants to connect there. Why it may not; if it may, what follows is payload. */
    Optional<Reason> named(HostAndPort target);

    /** The client's request cannot be served. */
    void refused(Reason reason);
  }

  public ProxyHandshake(Client client) {
    this(client, TIMEOUT);
  }

  ProxyHandshake(Client client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  @Override
  public Step read(ByteBuffer input) {
    RequestParser current = parser == null ? choose(input.get(input.position())) : parser;
    if (current == null) {
      return refuse(ByteBuffer.allocate(0), Reason.UNKNOWN_PROTOCOL);
    }
    return switch (current.read(input)) {
      case RequestParser.Parsed.Incomplete(ByteBuffer reply) -> new Step(Next.READ, reply);
      case RequestParser.Parsed.Invalid(ByteBuffer reply, Reason reason) -> refuse(reply, reason);
      case RequestParser.Parsed.Complete(ByteBuffer reply, HostAndPort target) ->
          client
              .named(target)
              .map(reason -> new Step(Next.CLOSE, join(reply, replies.refused(reason))))
              .orElseGet(() -> new Step(Next.RELAY, reply));
    };
  }

  private @Nullable RequestParser choose(byte first) {
    if (first == Socks5Parser.VERSION) {
      parser = new Socks5Parser();
      replies = new Socks5Replies();
    } else if (first >= 'A' && first <= 'Z') {
      parser = new HttpConnectParser();
      replies = new HttpReplies();
    }
    return parser;
  }

  private Step refuse(ByteBuffer reply, Reason reason) {
    client.refused(reason);
    return new Step(Next.CLOSE, join(reply, replies.refused(reason)));
  }

  private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
    return ByteBuffer.allocate(first.remaining() + second.remaining())
        .put(first)
        .put(second)
        .flip();
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public ByteBuffer timedOut() {
    client.refused(Reason.TIMED_OUT);
    return ByteBuffer.allocate(0);
  }

  /** The replies in the client's protocol, once it is known. */
  public ProxyReplies replies() {
    return replies;
  }
}
