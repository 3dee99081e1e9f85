package io.github.fwknoptunnel.spa.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the client asks the server to do. The message type on the wire is derived from it, never
 * chosen.
 */
public sealed interface SpaRequest {
  AllowIp from();

  /** The message field, {@code IP,proto/port[,proto/port]} or {@code IP,command}. */
  String message();

  /** What is asked to be opened; nothing for a command. */
  default List<PortSpec> ports() {
    return List.of();
  }

  /** Where to forward to, for the two NAT requests. */
  default Optional<NatTarget> natTarget() {
    return Optional.empty();
  }

  /**
   * How long the server is asked to keep the port open, in whole seconds; absent means the server's
   * own default.
   */
  default Optional<Duration> accessTimeout() {
    return Optional.empty();
  }

  /** Open {@code ports} for {@code from}. */
  record Access(AllowIp from, List<PortSpec> ports, Optional<Duration> accessTimeout)
      implements SpaRequest {
    public Access {
      ports = checked(ports);
      checkOpenFor(accessTimeout);
    }

    @Override
    public String message() {
      return accessMessage(from, ports);
    }
  }

  /** Open {@code ports} on the server and forward them to a host behind it. */
  record NatAccess(
      AllowIp from, List<PortSpec> ports, NatTarget to, Optional<Duration> accessTimeout)
      implements SpaRequest {
    public NatAccess {
      ports = checked(ports);
      checkOpenFor(accessTimeout);
    }

    @Override
    public String message() {
      return accessMessage(from, ports);
    }

    @Override
    public Optional<NatTarget> natTarget() {
      return Optional.of(to);
    }
  }

  /** Open {@code ports} and forward them to a port of the server itself. */
  record LocalNatAccess(
      AllowIp from, List<PortSpec> ports, NatTarget to, Optional<Duration> accessTimeout)
      implements SpaRequest {
    public LocalNatAccess {
      ports = checked(ports);
      checkOpenFor(accessTimeout);
    }

    @Override
    public String message() {
      return accessMessage(from, ports);
    }

    @Override
    public Optional<NatTarget> natTarget() {
      return Optional.of(to);
    }
  }

  /**
   * Run {@code commandLine} on the server. It has no time limit: the wire has no place for one
   * here.
   */
  record Command(AllowIp from, String commandLine) implements SpaRequest {
    public Command {
      if (commandLine.isEmpty()) {
        throw new IllegalArgumentException("empty command");
      }
    }

    @Override
    public String message() {
      return from + "," + commandLine;
    }
  }

  private static List<PortSpec> checked(List<PortSpec> ports) {
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("no port to open");
    }
    return List.copyOf(ports);
  }

  private static void checkOpenFor(Optional<Duration> accessTimeout) {
    if (accessTimeout.isPresent() && accessTimeout.get().toSeconds() < 1) {
      throw new IllegalArgumentException("open for less than a second: " + accessTimeout.get());
    }
  }

  private static String accessMessage(AllowIp from, List<PortSpec> ports) {
    return from + "," + ports.stream().map(PortSpec::toString).collect(Collectors.joining(","));
  }
}
