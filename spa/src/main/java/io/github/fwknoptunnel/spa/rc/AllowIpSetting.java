package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import java.util.Locale;

/** What {@code ALLOW_IP} says: whom the server should let in. */
public sealed interface AllowIpSetting {
  /** The one address; {@code source} in the file is {@link AllowIp#PACKET_SOURCE}. */
  record Address(AllowIp address) implements AllowIpSetting {
    @Override
    public String toString() {
      return address.equals(AllowIp.PACKET_SOURCE) ? "source" : address.toString();
    }
  }

  /** The address under which the world sees this machine, to be found out before each knock. */
  record Resolved() implements AllowIpSetting {
    @Override
    public String toString() {
      return "resolve";
    }
  }

  /** Reads an IPv4 address, {@code source} or {@code resolve}, the words in any case. */
  static AllowIpSetting parse(String text) throws MessageException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "source" -> new Address(AllowIp.PACKET_SOURCE);
      case "resolve" -> new Resolved();
      default -> new Address(AllowIp.parse(text));
    };
  }
}
