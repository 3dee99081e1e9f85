package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that the server should let in. fwknopd lets in IPv4 addresses only.
 *
 * @param address dotted decimal without leading zeros (the server's C library would read {@code
 *     010} as octal), or an IPv6 address in lower case, without a zone
 */
public record AllowIp(String address) {
  private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private static final String IPV6 = "[0-9a-f:]*:[0-9a-f:]*(\\d+(\\.\\d+){3})?";

  /** {@code 0.0.0.0}: whatever source address the server sees on the packet. */
  public static final AllowIp PACKET_SOURCE = new AllowIp("0.0.0.0");

  /** Checks the address. */
  public AllowIp {
    Reason fault = address.contains(":") ? faultInIpv6(address) : faultIn(address);
    if (fault != null) {
      throw new IllegalArgumentException(fault + ": " + address);
    }
  }

  /**
   * Reads an IPv4 address.
   *
   * @param text four numbers of 0 to 255 with dots between, without leading zeros
   * @return the address; {@link #PACKET_SOURCE} for {@code 0.0.0.0}
   * @throws MessageException if the text is not such an address
   */
  public static AllowIp parse(String text) throws MessageException {
    Reason fault = faultIn(text);
    if (fault != null) {
      throw new MessageException(fault, text);
    }
    return new AllowIp(text);
  }

  /**
   * Reads an IPv6 address, for servers that support IPv6; fwknopd does not.
   *
   * @param text in any case, without brackets and zone
   * @return the address in lower case
   * @throws MessageException if the text is not such an address
   */
  public static AllowIp parseIpv6(String text) throws MessageException {
    String address = text.toLowerCase(Locale.ROOT);
    Reason fault = faultInIpv6(address);
    if (fault != null) {
      throw new MessageException(fault, text);
    }
    return new AllowIp(address);
  }

  /** {@return whether this is an IPv6 address} */
  public boolean isIpv6() {
    return address.contains(":");
  }

  private static @Nullable Reason faultInIpv6(String text) {
    try {
      // A text of this form is never looked up.
      boolean fits =
          text.matches(IPV6)
              && InetAddress.getByName(text) instanceof Inet6Address six
              && !six.isAnyLocalAddress()
              && !six.isMulticastAddress();
      return fits ? null : Reason.NOT_AN_IPV6_ADDRESS;
    } catch (UnknownHostException e) {
      return Reason.NOT_AN_IPV6_ADDRESS;
    }
  }

  private static @Nullable Reason faultIn(String text) {
    if (!FOUR_NUMBERS.matcher(text).matches()) {
      return Reason.NOT_AN_IPV4_ADDRESS;
    }
    for (String octet : text.split("\\.", -1)) {
      if (octet.length() > 1 && octet.startsWith("0")) {
        return Reason.LEADING_ZERO_IN_ADDRESS;
      }
      if (Integer.parseInt(octet) > 255) {
        return Reason.NOT_AN_IPV4_ADDRESS;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return address;
  }
}
