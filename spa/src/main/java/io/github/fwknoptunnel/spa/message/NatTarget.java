package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import io.github.fwknoptunnel.spa.net.Ports;
import java.util.regex.Pattern;

/**
 * The host and port that the server forwards the opened port to, written {@code 10.0.0.5,22}.
 *
 * @param host an IPv4 address or a name of at most 70 characters; empty means the server itself
 * @param port 1 to 65535
 */
public record NatTarget(String host, int port) {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.|$))*");
  private static final int MAX_HOST = 70;

  /** Checks host and port. */
  public NatTarget {
    if (!acceptable(host) || !Ports.inRange(port)) {
      throw new IllegalArgumentException("NAT target " + host + "," + port);
    }
  }

  /**
   * Reads a target; inverse of {@link #toString}.
   *
   * @param text {@code HOST,PORT} or {@code HOST:PORT}; without a host, such as {@code ,22}, the
   *     server itself
   * @return the target
   * @throws MessageException if the text has another form, or the port is out of range
   */
  public static NatTarget parse(String text) throws MessageException {
    String canonical = text.replaceFirst(":", ",");
    int comma = canonical.indexOf(',');
    if (comma < 0 || !acceptable(canonical.substring(0, comma))) {
      throw new MessageException(Reason.NOT_A_NAT_TARGET, text);
    }
    String host = canonical.substring(0, comma);
    return new NatTarget(
        host, PortSpec.port(canonical.substring(comma + 1), Reason.NOT_A_NAT_TARGET, text));
  }

  private static boolean acceptable(String host) {
    return host.length() <= MAX_HOST && HOST.matcher(host).matches();
  }

  @Override
  public String toString() {
    return host + "," + port;
  }
}
