package io.github.fwknoptunnel.spa.message;

import java.time.Duration;
import java.util.Optional;

/**
 * The plaintext fields of a packet as any client may have written them, decoded but not judged:
 * what {@code inspect} shows and what a server sees. A {@link SpaMessage} is stricter.
 *
 * @param timestamp Unix seconds
 * @param natAccess {@code host,port}, present exactly for types with NAT
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

  public SpaFields {
    if (type.hasNat() != natAccess.isPresent()) {
      throw new IllegalArgumentException(type + " and NAT access " + natAccess);
    }
    if (type.hasTimeout() != clientTimeout.isPresent()) {
      throw new IllegalArgumentException(type + " and timeout " + clientTimeout);
    }
  }
}
