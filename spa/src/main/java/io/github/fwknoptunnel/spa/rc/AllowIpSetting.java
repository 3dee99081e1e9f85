package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import java.util.Locale;

/** The value of {@code ALLOW_IP}: the address that the server should let in. */
public sealed interface AllowIpSetting {
  /**
   * A fixed address, or the source of the packet, which the file writes as {@code source}.
   *
   * @param address {@link AllowIp#PACKET_SOURCE} for {@code source}
   */
  record Address(AllowIp address) implements AllowIpSetting {
    @Override
    public String toString() {
      return address.equals(AllowIp.PACKET_SOURCE) ? "source" : address.toString();
    }
  }

  /** The public address of this machine, found by a query. */
  record Resolved() implements AllowIpSetting {
    @Override
    public String toString() {
      return "resolve";
    }
  }

  /**
   * Reads a value; inverse of {@code toString}.
   *
   * @param text an IPv4 address, {@code source} or {@code resolve}; the words in any case
   * @return the setting
   * @throws MessageException if the text is none of these
   */
  static AllowIpSetting parse(String text) throws MessageException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "source" -> new Address(AllowIp.PACKET_SOURCE);
      case "resolve" -> new Resolved();
      default -> new Address(AllowIp.parse(text));
    };
  }
}
