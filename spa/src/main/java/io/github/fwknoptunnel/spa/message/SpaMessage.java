package io.github.fwknoptunnel.spa.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A request with everything that makes its packet unique: nonce, user, time and allowed address.
 * Use each once; a server refuses a second packet as a replay.
 *
 * @param nonce a fresh random one
 * @param username checked by servers with {@code REQUIRE_USERNAME}
 * @param timestamp sent in whole seconds; by default servers refuse a packet whose timestamp
 *     differs from their clock by more than two minutes
 * @param allowed the address that the server should let in
 * @param request the ports to open, or the command to run
 * @param serverAuth a field that current servers decode and ignore; usually absent
 */
public record SpaMessage(
    Nonce nonce,
    Username username,
    Instant timestamp,
    AllowIp allowed,
    SpaRequest request,
    Optional<String> serverAuth) {

  /** The version of the SPA protocol, a field of every packet. */
  public static final String PROTOCOL_VERSION = "3.0.0";

  /** {@return the plaintext fields of the packet, before encoding} */
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
