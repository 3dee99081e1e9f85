package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.message.AllowedSource;
import io.github.fwknoptunnel.spa.message.MessageException;
import java.util.Locale;

/** What {@code ALLOW_IP} says: whom the server should let in. */
public sealed interface AllowFrom {
  /** The one address; {@code source} in the file is {@link AllowedSource#PACKET_SOURCE}. */
  record Address(AllowedSource address) implements AllowFrom {
    @Override
    public String toString() {
      return address.equals(AllowedSource.PACKET_SOURCE) ? "source" : address.toString();
    }
  }

  /** The address under which the world sees this machine, to be found out before each knock. */
  record Resolved() implements AllowFrom {
    @Override
    public String toString() {
      return "resolve";
    }
  }

  /** Reads an IPv4 address, {@code source} or {@code resolve}, the words in any case. */
  static AllowFrom parse(String text) throws MessageException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "source" -> new Address(AllowedSource.PACKET_SOURCE);
      case "resolve" -> new Resolved();
      default -> new Address(AllowedSource.parse(text));
    };
  }
}
