package io.github.fwknoptunnel.spa.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the client asks the server to do, whoever is to be let in: the allowed address is given when
 * a packet is sealed. The message type on the wire is derived from it, never chosen.
 */
public sealed interface SpaRequest {
  /** Asks to open these ports, for as long as the server thinks fit. */
  static Access access(PortSpec... ports) {
    return new Access(List.of(ports), Optional.empty(), Optional.empty());
  }

  /**
   * The message field, {@code IP,proto/port[,proto/port]} or {@code IP,command}.
   *
   * @param allowed whom to let in
   */
  String message(AllowIp allowed);

  /** What is asked to be opened; nothing for a command. */
  default List<PortSpec> ports() {
    return List.of();
  }

  /** Where to forward to, if to anywhere. */
  default Optional<Nat> nat() {
    return Optional.empty();
  }

  /**
   * How long the server is asked to keep the port open, in whole seconds; absent means the server's
   * own default.
   */
  default Optional<Duration> accessTimeout() {
    return Optional.empty();
  }

  /**
   * Open {@code ports}.
   *
   * @param ports at least one
   * @param nat where the server forwards them to; absent means nowhere
   * @param accessTimeout at least a second; fractions of a second are not sent
   */
  record Access(List<PortSpec> ports, Optional<Nat> nat, Optional<Duration> accessTimeout)
      implements SpaRequest {
    public Access {
      if (ports.isEmpty()) {
        throw new IllegalArgumentException("no port to open");
      }
      if (accessTimeout.isPresent() && accessTimeout.get().toSeconds() < 1) {
        throw new IllegalArgumentException("open for less than a second: " + accessTimeout.get());
      }
      ports = List.copyOf(ports);
    }

    /** The same for other ports. */
    public Access withPorts(List<PortSpec> others) {
      return new Access(others, nat, accessTimeout);
    }

    /** The same, forwarded. */
    public Access withNat(Nat forwarded) {
      return new Access(ports, Optional.of(forwarded), accessTimeout);
    }

    /** The same for this long. */
    public Access withAccessTimeout(Duration time) {
      return new Access(ports, nat, Optional.of(time));
    }

    @Override
    public String message(AllowIp allowed) {
      return allowed + "," + PortSpec.join(ports);
    }
  }

  /**
   * Where the server forwards what it opens.
   *
   * @param local whether that is the server itself, which takes another rule of its firewall
   */
  record Nat(NatTarget target, boolean local) {
    /** To a host behind the server. */
    public static Nat to(NatTarget target) {
      return new Nat(target, false);
    }

    /** To another port of the server itself. */
    public static Nat local(NatTarget target) {
      return new Nat(target, true);
    }
  }

  /**
   * Run {@code commandLine} on the server. It has no time limit: the wire has no place for one
   * here.
   */
  record Command(String commandLine) implements SpaRequest {
    public Command {
      if (commandLine.isEmpty()) {
        throw new IllegalArgumentException("empty command");
      }
    }

    @Override
    public String message(AllowIp allowed) {
      return allowed + "," + commandLine;
    }
  }
}
