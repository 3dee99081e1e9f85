package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.util.Optional;

/**
 * A pattern for the targets that a rule matches: {@code db.example.com}, {@code *.example.com},
 * {@code 10.1.0.0/16}, {@code [2001:db8::/32]} or {@code *}, and optionally a colon and ports:
 * {@code 22}, {@code 5000-5999}, or several of these separated by commas.
 *
 * <p>Names are never resolved: a network matches only targets that are named by their address.
 *
 * @param ports absent for all
 */
public record TargetPattern(HostPattern host, Optional<PortRanges> ports) {
  /** Reads a pattern; empty for what is none. */
  public static Optional<TargetPattern> parse(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    Optional<HostPattern> host = HostPattern.parse(colon < 0 ? text : text.substring(0, colon));
    if (colon < 0) {
      return host.map(known -> new TargetPattern(known, Optional.empty()));
    }
    Optional<PortRanges> ports = PortRanges.parse(text.substring(colon + 1));
    return ports.isEmpty() ? Optional.empty() : host.map(known -> new TargetPattern(known, ports));
  }

  public boolean matches(HostAndPort target) {
    return host.matches(target.host())
        && ports.filter(some -> !some.contain(target.port())).isEmpty();
  }

  /** Whether this one matches whatever {@code other} matches. */
  public boolean covers(TargetPattern other) {
    boolean allPorts =
        ports.map(some -> other.ports().filter(some::containAll).isPresent()).orElse(true);
    return allPorts && host.covers(other.host());
  }

  @Override
  public String toString() {
    return host + ports.map(some -> ":" + some).orElse("");
  }
}
