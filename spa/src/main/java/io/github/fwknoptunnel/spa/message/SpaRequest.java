package io.github.fwknoptunnel.spa.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The request of a client: ports to open, or a command to run. The allowed address is given when a
 * packet is made. The message type on the wire follows from the request. Immutable.
 */
public sealed interface SpaRequest {
  /**
   * {@return a request to open these ports, for as long as the server's configuration says}
   *
   * @param ports at least one
   */
  static Access access(PortSpec... ports) {
    return access(List.of(ports));
  }

  /**
   * {@return the same for a list, such as that of {@link PortSpec#parseList}}
   *
   * @param ports at least one
   */
  static Access access(List<PortSpec> ports) {
    return new Access(ports, Optional.empty(), Optional.empty());
  }

  /**
   * {@return the message field of the packet, {@code IP,proto/port[,proto/port]} or {@code
   * IP,command}}
   *
   * @param allowed the address that the server should let in
   */
  String message(AllowIp allowed);

  /** {@return the ports to open; empty for a command} */
  default List<PortSpec> ports() {
    return List.of();
  }

  /** {@return where the server forwards the opened port; empty without NAT} */
  default Optional<Nat> nat() {
    return Optional.empty();
  }

  /**
   * {@return the requested time that the port stays open, in whole seconds; empty means the
   * server's default}
   */
  default Optional<Duration> accessTimeout() {
    return Optional.empty();
  }

  /**
   * A request to open ports.
   *
   * @param ports at least one
   * @param nat where the server forwards them; absent means that it does not
   * @param accessTimeout at least a second, sent in whole seconds; absent means the server's
   *     default
   */
  record Access(List<PortSpec> ports, Optional<Nat> nat, Optional<Duration> accessTimeout)
      implements SpaRequest {
    /** Checks the ports and the timeout. */
    public Access {
      if (ports.isEmpty()) {
        throw new IllegalArgumentException("no port to open");
      }
      if (accessTimeout.isPresent() && accessTimeout.get().toSeconds() < 1) {
        throw new IllegalArgumentException("open for less than a second: " + accessTimeout.get());
      }
      ports = List.copyOf(ports);
    }

    /**
     * {@return the same request for other ports}
     *
     * @param others at least one
     */
    public Access withPorts(List<PortSpec> others) {
      return new Access(others, nat, accessTimeout);
    }

    /**
     * {@return the same request with NAT}
     *
     * @param forwarded where the server forwards the opened port
     */
    public Access withNat(Nat forwarded) {
      return new Access(ports, Optional.of(forwarded), accessTimeout);
    }

    /**
     * {@return the same request with this time that the ports stay open}
     *
     * @param time at least a second; fractions of a second are not sent
     */
    public Access withAccessTimeout(Duration time) {
      return new Access(ports, nat, Optional.of(time));
    }

    @Override
    public String message(AllowIp allowed) {
      return allowed + "," + PortSpec.join(ports);
    }
  }

  /**
   * Where the server forwards the opened port.
   *
   * @param target host and port
   * @param local whether the target is the server itself, which needs another rule in its firewall
   */
  record Nat(NatTarget target, boolean local) {
    /**
     * {@return forwarding to a host behind the server}
     *
     * @param target host and port as the server sees them
     */
    public static Nat to(NatTarget target) {
      return new Nat(target, false);
    }

    /**
     * {@return forwarding to another port of the server itself}
     *
     * @param target its host may be empty
     */
    public static Nat local(NatTarget target) {
      return new Nat(target, true);
    }
  }

  /**
   * A request to run a command on the server, if it is configured to allow that. The protocol has
   * no time limit for it.
   *
   * @param commandLine for the server's shell; not empty
   */
  record Command(String commandLine) implements SpaRequest {
    /** Checks the command. */
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
