package io.github.fwknoptunnel.spa.message;

import java.time.Duration;
import java.util.Optional;

/**
 * The plaintext fields of a packet as any client may have written them, decoded but not validated.
 * A {@link SpaMessage} is stricter.
 *
 * @param random the nonce: 16 decimal digits
 * @param username the client's user
 * @param timestamp Unix seconds
 * @param version of the protocol, such as {@code 3.0.0}
 * @param type decides which of the optional fields are present
 * @param message {@code IP,proto/port[,proto/port]} or {@code IP,command}
 * @param natAccess {@code host,port}, present exactly for types with NAT
 * @param serverAuth a field that current servers decode and ignore; usually absent
 * @param clientTimeout whole seconds, present exactly for types with a time limit; zero means the
 *     server's default
 */
public record SpaFields(
    String random,
    String username,
    long timestamp,
    String version,
    MessageType type,
    String message,
    Optional<String> natAccess,
    Optional<String> serverAuth,
    Optional<Duration> clientTimeout) {

  /** Checks the fields against the type. */
  public SpaFields {
    if (type.hasNat() != natAccess.isPresent()) {
      throw new IllegalArgumentException(type + " and NAT access " + natAccess);
    }
    if (type.hasTimeout() != clientTimeout.isPresent()) {
      throw new IllegalArgumentException(type + " and timeout " + clientTimeout);
    }
  }
}
