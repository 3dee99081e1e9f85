package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.net.HostResolver;
import java.util.Optional;

/**
 * The value of {@code NAT_ACCESS} and {@code -N}: {@code HOST}, {@code HOST:PORT} or {@code
 * HOST,PORT}.
 *
 * @param host an IPv4 address or a name; empty for the server itself
 * @param port 1 to 65535; absent means the first port to open
 */
public record NatAccess(String host, Optional<Integer> port) {
  private static final int ANY_PORT = 1;

  /** Checks the parts. */
  public NatAccess {
    // Refuses the hosts and ports that the wire cannot carry.
    new NatTarget(host, port.orElse(ANY_PORT));
  }

  /**
   * Reads a value. A host name beyond ASCII is converted to its DNS form.
   *
   * @param written {@code HOST:PORT}, {@code HOST,PORT} or {@code HOST}
   * @return the NAT target
   * @throws MessageException if the text has another form, or the port is out of range
   */
  public static NatAccess parse(String written) throws MessageException {
    int end = written.split("[:,]", 2)[0].length();
    String text = HostResolver.ascii(written.substring(0, end)) + written.substring(end);
    if (text.contains(":") || text.contains(",")) {
      NatTarget target = NatTarget.parse(text);
      return new NatAccess(target.host(), Optional.of(target.port()));
    }
    return new NatAccess(NatTarget.parse(text + "," + ANY_PORT).host(), Optional.empty());
  }

  /**
   * {@return the target for a packet}
   *
   * @param accessPort 1 to 65535, used if no port was given: the first port to open
   */
  public NatTarget target(int accessPort) {
    return new NatTarget(host, port.orElse(accessPort));
  }

  @Override
  public String toString() {
    return host + port.map(number -> "," + number).orElse("");
  }
}
