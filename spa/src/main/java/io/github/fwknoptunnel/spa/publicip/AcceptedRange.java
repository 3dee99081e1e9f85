package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.util.Arrays;
import java.util.List;

/** Which addresses a resolver may return. */
public enum AcceptedRange {
  /** Public addresses only: what a service on the internet must see. */
  PUBLIC,
  /** Also private and loopback addresses: for a service on the server's own network. */
  ANY;

  /**
   * "This network", whose {@code 0.0.0.0} would leave the choice to the server; multicast and the
   * rest above.
   */
  private static final List<Ipv4Block> NOBODY = blocks("0.0.0.0/8", "224.0.0.0/3");

  /** RFC 6890. The blocks for documentation are left out, so that examples can be run. */
  private static final List<Ipv4Block> NOT_PUBLIC =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15");

  /**
   * {@return whether a resolver may return this address}
   *
   * @param source the address to check; IPv6 addresses, {@code 0.0.0.0/8}, which would leave the
   *     choice to the server, and {@code 224.0.0.0/3} (multicast and reserved) are never admitted
   */
  public boolean admits(AllowIp source) {
    return !source.isIpv6()
        && NOBODY.stream().noneMatch(block -> block.contains(source))
        && (this == ANY || NOT_PUBLIC.stream().noneMatch(block -> block.contains(source)));
  }

  /** Turns the response of {@code resolver} into an address or a failure. */
  ResolveAttempt evaluate(String resolver, String response) {
    if (response.isEmpty()) {
      return new ResolveAttempt.Failed(resolver, Reason.EMPTY, response);
    }
    try {
      AllowIp source = AllowIp.parse(response);
      return admits(source)
          ? new ResolveAttempt.Answered(resolver, source)
          : new ResolveAttempt.Failed(resolver, Reason.NOT_PUBLIC, response);
    } catch (MessageException e) {
      return new ResolveAttempt.Failed(resolver, Reason.NOT_AN_IPV4_ADDRESS, response);
    }
  }

  private static List<Ipv4Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Ipv4Block::of).toList();
  }

  private record Ipv4Block(int first, int bits) {
    static Ipv4Block of(String text) {
      String[] parts = text.split("/", -1);
      return new Ipv4Block(number(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean contains(AllowIp source) {
      return (number(source.address()) ^ first) >>> (Integer.SIZE - bits) == 0;
    }

    private static int number(String address) {
      int number = 0;
      for (String octet : address.split("\\.", -1)) {
        number = number << Byte.SIZE | Integer.parseInt(octet);
      }
      return number;
    }
  }
}
