package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of values of tunnels and their commands. */
final class TunnelTypes {
  private static final int NTP_PORT = 123;

  /** More packets would be a flood. */
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

  // Texts, so that a start compiles none that it does not use.
  private static final String ADDRESS_FORM =
      "(?:(?<host>\\[[^\\[\\]]+\\]|[^:\\[\\]]+):)?(?<port>[0-9]{1,5})";
  private static final String NTP_FORM = "(?<host>[^:/\\s]+)(:(?<port>[1-9][0-9]{0,4}))?";
  private static final String KEEP_ALIVE_FORM =
      "(?<idle>[^,]+)(,(?<interval>[^,]+)(,(?<count>[0-9]{1,3}))?)?";

  private static final Map<String, Family> FAMILIES =
      Map.of("4", Family.IPV4, "6", Family.IPV6, "any", Family.ANY);

  static final ValueType<Family> FAMILY =
      ValueType.oneOf(
          "4|6|any", text -> Optional.ofNullable(FAMILIES.get(text)), List.of("4", "6", "any"));

  /** The time between two packets; empty means the one that suits the packet. */
  static final ValueType<Optional<Duration>> INTERVAL = ValueType.of("TIME", TunnelTypes::interval);

  /** May be unresolved. */
  static final ValueType<InetSocketAddress> ADDRESS =
      ValueType.of("[HOST:]PORT", TunnelTypes::address);

  /** Empty means none. */
  static final ValueType<Optional<KeepAliveConfig>> KEEP_ALIVE =
      ValueType.of("IDLE[,INTERVAL[,COUNT]]", TunnelTypes::keepAlive);

  static final ValueType<HostAndPort> NTP =
      new ValueType<>("HOST[:PORT]", TunnelTypes::ntp, new ValueKind.Url());

  static final ValueType<URI> URL = new ValueType<>("URL", TunnelTypes::url, new ValueKind.Url());

  private TunnelTypes() {}

  private static Optional<Duration> interval(LocatedText text) throws CliException {
    if (text.text().equals("auto")) {
      return Optional.empty();
    }
    Duration interval = ValueType.positiveDuration(text);
    if (interval.compareTo(MIN_INTERVAL) < 0) {
      throw text.bad("a time of at least 1s");
    }
    return Optional.of(interval);
  }

  private static InetSocketAddress address(LocatedText text) throws CliException {
    Matcher matcher = Pattern.compile(ADDRESS_FORM).matcher(text.text());
    int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : -1;
    if (port < 0 || port > Ports.MAX) {
      throw text.bad("a port, or an address and a port as in 127.0.0.1:9110");
    }
    String host = matcher.group("host");
    return new InetSocketAddress(
        host == null ? "127.0.0.1" : host.replaceAll("[\\[\\]]", ""), port);
  }

  private static HostAndPort ntp(LocatedText text) throws CliException {
    Matcher matcher = Pattern.compile(NTP_FORM).matcher(text.text());
    Optional<String> port =
        matcher.matches() ? Optional.ofNullable(matcher.group("port")) : Optional.of("0");
    int number = port.map(Integer::parseInt).orElse(NTP_PORT);
    if (number < 1 || number > Ports.MAX) {
      throw text.bad("HOST or HOST:PORT");
    }
    return new HostAndPort(matcher.group("host"), number);
  }

  private static URI url(LocatedText text) throws CliException {
    try {
      URI uri = new URI(text.text());
      // A name with an underscore is no host for URI; the request finds out what it is.
      if (uri.getRawAuthority() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported like any other text that is no URL.
    }
    throw text.bad("a URL that starts with http:// or https://");
  }

  private static Optional<KeepAliveConfig> keepAlive(LocatedText text) throws CliException {
    if (text.text().equals("off")) {
      return Optional.empty();
    }
    Matcher parts = Pattern.compile(KEEP_ALIVE_FORM).matcher(text.text());
    KeepAliveConfig defaults = KeepAliveConfig.DEFAULT;
    if (parts.matches()) {
      Optional<Duration> idle = keepAliveTime(parts.group("idle"));
      Optional<Duration> interval =
          parts.group("interval") == null
              ? Optional.of(defaults.interval())
              : keepAliveTime(parts.group("interval"));
      int count =
          parts.group("count") == null ? defaults.count() : Integer.parseInt(parts.group("count"));
      if (idle.isPresent()
          && interval.isPresent()
          && count >= 1
          && count <= KeepAliveConfig.MAX_COUNT) {
        return Optional.of(new KeepAliveConfig(idle.get(), interval.get(), count));
      }
    }
    throw text.bad("IDLE[,INTERVAL[,COUNT]] or off, times from 1s to 9h, count from 1 to 127");
  }

  private static Optional<Duration> keepAliveTime(String text) {
    return DurationParser.parse(text).filter(KeepAliveConfig::isAllowed);
  }
}
