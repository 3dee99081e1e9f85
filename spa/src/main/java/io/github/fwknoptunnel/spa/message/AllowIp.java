package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The IPv4 address that the server should let in.
 *
 * <p>{@link #PACKET_SOURCE} leaves the choice to the server, which takes the address the packet
 * came from.
 *
 * @param address dotted decimal without leading zeros: the server's C library would read {@code
 *     010} as octal
 */
public record AllowIp(String address) {
  private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** {@code 0.0.0.0}: whatever source address the server sees on the packet. */
  public static final AllowIp PACKET_SOURCE = new AllowIp("0.0.0.0");

  public AllowIp {
    Reason fault = faultIn(address);
    if (fault != null) {
      throw new IllegalArgumentException(fault + ": " + address);
    }
  }

  public static AllowIp parse(String text) throws MessageException {
    Reason fault = faultIn(text);
    if (fault != null) {
      throw new MessageException(fault, text);
    }
    return new AllowIp(text);
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
