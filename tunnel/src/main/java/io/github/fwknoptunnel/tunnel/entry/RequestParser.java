package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import java.nio.ByteBuffer;

/** Parses one request from bytes that arrive in pieces. Performs no input or output itself. */
interface RequestParser {
  /** Reads on; what does not belong to the request is left in the input. */
  Parsed read(ByteBuffer input);

  /** How far a request has been read. */
  sealed interface Parsed {
    /** Goes to the client at once; empty for nothing. */
    ByteBuffer reply();

    /** More bytes are needed. */
    record Incomplete(ByteBuffer reply) implements Parsed {}

    /** The client wants to connect there. */
    record Complete(ByteBuffer reply, HostAndPort target) implements Parsed {}

    /** The request cannot be served; the reply does not say so yet. */
    record Invalid(ByteBuffer reply, Reason reason) implements Parsed {}
  }
}
