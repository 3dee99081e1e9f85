package io.github.fwknoptunnel.spa.message;

import java.time.Instant;
import java.util.Optional;

/**
 * One request with everything that makes it this packet: nonce, user, time and allowed address.
 * Never use one twice; a server takes the second for a replay.
 *
 * @param allowed whom to let in
 * @param timestamp to the second; servers refuse packets more than two minutes off by default
 * @param serverAuth a field that 2.6.10 servers decode and ignore
 */
public record SpaMessage(
    Nonce nonce,
    Username username,
    Instant timestamp,
    AllowIp allowed,
    SpaRequest request,
    Optional<String> serverAuth) {

  /** The version of the protocol that all these packets speak. */
  public static final String PROTOCOL_VERSION = "3.0.0";

  /** The nine fields of the wire, in clear. */
  public SpaFields fields() {
    return new SpaFields(
        nonce.digits(),
        username.name(),
        timestamp.getEpochSecond(),
        PROTOCOL_VERSION,
        MessageType.of(request),
        request.message(allowed),
        request.nat().map(nat -> nat.target().toString()),
        serverAuth,
        request.accessTimeout());
  }
}
