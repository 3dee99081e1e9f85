package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One port to open, written {@code tcp/22}.
 *
 * @param port 1 to 65535
 */
public record PortSpec(Protocol protocol, int port) {
  private static final int LOWEST_RANDOM = 10000;

  /**
   * The two protocols a server opens ports for; {@code icmp} and {@code none} never pass its own
   * check.
   */
  public enum Protocol {
    TCP,
    UDP;

    @Override
    public String toString() {
      return this == TCP ? "tcp" : "udp";
    }
  }

  public PortSpec {
    if (!Ports.inRange(port)) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  public static PortSpec tcp(int port) {
    return new PortSpec(Protocol.TCP, port);
  }

  public static PortSpec udp(int port) {
    return new PortSpec(Protocol.UDP, port);
  }

  /** The same protocol at a random port, from the range that the reference client uses for NAT. */
  public PortSpec atRandomPort(RandomGenerator random) {
    return new PortSpec(protocol, random.nextInt(LOWEST_RANDOM, Ports.HIGHEST));
  }

  public static PortSpec parse(String text) throws MessageException {
    Protocol protocol = protocolOf(text);
    return new PortSpec(protocol, Ports.parse(text.substring(4), Reason.NOT_A_PORT_SPEC, text));
  }

  /** Reads {@code tcp/22,udp/53}: at least one port, commas between, no blanks. */
  public static List<PortSpec> parseList(String text) throws MessageException {
    List<PortSpec> ports = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      ports.add(parse(part));
    }
    return List.copyOf(ports);
  }

  private static Protocol protocolOf(String text) throws MessageException {
    for (Protocol protocol : Protocol.values()) {
      if (text.startsWith(protocol + "/")) {
        return protocol;
      }
    }
    throw new MessageException(Reason.NOT_A_PORT_SPEC, text);
  }

  @Override
  public String toString() {
    return protocol + "/" + port;
  }

  /** As it stands in a message and after {@code -A}: {@code tcp/22,udp/53}. */
  public static String join(List<PortSpec> ports) {
    return String.join(",", ports.stream().map(PortSpec::toString).toList());
  }
}
