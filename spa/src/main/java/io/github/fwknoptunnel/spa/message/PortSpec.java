package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import io.github.fwknoptunnel.spa.net.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One port to open, written {@code tcp/22}.
 *
 * @param protocol the transport protocol of the service
 * @param port 1 to 65535
 */
public record PortSpec(Protocol protocol, int port) {
  /**
   * The protocols that a server opens ports for. It parses {@code icmp} and {@code none} too, but
   * its own check then refuses them.
   */
  public enum Protocol {
    /** The protocol TCP. */
    TCP,
    /** The protocol UDP. */
    UDP;

    @Override
    public String toString() {
      return this == TCP ? "tcp" : "udp";
    }
  }

  /** Checks the port. */
  public PortSpec {
    if (!Ports.inRange(port)) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /**
   * {@return a TCP port}
   *
   * @param port 1 to 65535
   */
  public static PortSpec tcp(int port) {
    return new PortSpec(Protocol.TCP, port);
  }

  /**
   * {@return the same protocol with a random port from 10000 to 65534, the range that the reference
   * client uses for NAT}
   *
   * @param random cryptographically strong if others must not predict the port
   */
  public PortSpec atRandomPort(RandomGenerator random) {
    return new PortSpec(protocol, Ports.random(random));
  }

  /**
   * Reads one port; inverse of {@link #toString}.
   *
   * @param text {@code tcp/22} or {@code udp/53}; lower case, no blanks
   * @return the port
   * @throws MessageException if the text has another form, or the port is out of range
   */
  public static PortSpec parse(String text) throws MessageException {
    Protocol protocol = protocolOf(text);
    return new PortSpec(protocol, port(text.substring(4), Reason.NOT_A_PORT_SPEC, text));
  }

  /**
   * Reads a list of ports; inverse of {@link #join}.
   *
   * @param text {@code tcp/22,udp/53}: at least one port, separated by commas, no blanks
   * @return an immutable list in the same order
   * @throws MessageException if a part is empty or not a port
   */
  public static List<PortSpec> parseList(String text) throws MessageException {
    List<PortSpec> ports = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      ports.add(parse(part));
    }
    return List.copyOf(ports);
  }

  static int port(String digits, Reason ifNotANumber, String whole) throws MessageException {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MessageException(ifNotANumber, whole);
    }
    if (digits.length() > 5 || !Ports.inRange(Integer.parseInt(digits))) {
      throw new MessageException(Reason.PORT_OUT_OF_RANGE, whole);
    }
    return Integer.parseInt(digits);
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

  /**
   * {@return the ports as packets and the option {@code -A} write them, {@code tcp/22,udp/53}}
   *
   * @param ports an empty list gives an empty text
   */
  public static String join(List<PortSpec> ports) {
    return String.join(",", ports.stream().map(PortSpec::toString).toList());
  }
}
