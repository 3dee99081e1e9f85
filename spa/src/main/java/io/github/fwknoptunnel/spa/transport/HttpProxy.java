package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.net.HostResolver;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.spa.transport.HttpTextException.Reason;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web proxy that forwards SPA requests, written {@code HOST[:PORT]}.
 *
 * @param host name or IPv4 address, resolved again for each packet
 * @param port 1 to 65535; absent means the port of the SPA server, as in the reference client
 */
public record HttpProxy(String host, OptionalInt port) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
  private static final Pattern TEXT =
      Pattern.compile("(?i:http://)?(?<host>[^:/]+)(:(?<port>[0-9]+))?/?");

  /** Checks host and port. */
  public HttpProxy {
    if (!HOST.matcher(host).matches() || !port.stream().allMatch(Ports::inRange)) {
      throw new IllegalArgumentException("proxy " + host + " " + port);
    }
  }

  /**
   * Reads a proxy.
   *
   * @param text {@code HOST[:PORT]} or {@code http://HOST[:PORT][/]}, without a login
   * @return the proxy
   * @throws HttpTextException if the text has another form, or the port is out of range
   */
  public static HttpProxy parse(String text) throws HttpTextException {
    if (text.contains("@")) {
      throw new HttpTextException(Reason.PROXY_LOGIN, text);
    }
    if (text.toLowerCase(Locale.ROOT).startsWith("https://")) {
      throw new HttpTextException(Reason.HTTPS_PROXY, text);
    }
    Matcher parts = TEXT.matcher(text);
    String host = parts.matches() ? HostResolver.ascii(parts.group("host")) : "";
    if (!HOST.matcher(host).matches()) {
      throw new HttpTextException(Reason.NOT_A_PROXY, text);
    }
    String digits = parts.group("port");
    if (digits == null) {
      return new HttpProxy(host, OptionalInt.empty());
    }
    if (digits.length() > 5 || !Ports.inRange(Integer.parseInt(digits))) {
      throw new HttpTextException(Reason.PORT_OUT_OF_RANGE, text);
    }
    return new HttpProxy(host, OptionalInt.of(Integer.parseInt(digits)));
  }

  @Override
  public String toString() {
    return port.isPresent() ? host + ":" + port.getAsInt() : host;
  }
}
