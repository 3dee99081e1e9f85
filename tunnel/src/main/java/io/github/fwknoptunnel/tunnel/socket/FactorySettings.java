package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a factory says: {@code KEY=VALUE}, with semicolons between them.
 *
 * @param rcFile of the stanza; the user's own if it is empty
 * @param server of the packets; the stanza's, or the host that is connected to, if it is empty
 */
record FactorySettings(
    Optional<String> stanza,
    Optional<Path> rcFile,
    Optional<Path> keyFile,
    Optional<HostAndPort> server,
    Duration connectTimeout) {
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("stanza", "rc-file", "key-file", "server", "connect-timeout"));

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern SECONDS = Pattern.compile("(?<number>\\d{1,5})(?<unit>s|ms)");
  private static final Pattern SERVER = Pattern.compile("(?<host>[^:]+)(:(?<port>[1-9]\\d{0,4}))?");

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a key is not known, a value cannot be, or there is nothing
   *     to knock with
   */
  static FactorySettings parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .forEach(part -> {
          int equals = part.indexOf('=');
          if (equals < 0) {
            throw new IllegalArgumentException("a part is not KEY=VALUE (keys: " + keys() + ")");
          }
          values.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
        });
    return of(values);
  }

  static FactorySettings of(Map<String, String> values) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!KEYS.contains(value.getKey())) {
        throw new IllegalArgumentException(
            "unknown key" + shown(value.getKey()) + " (keys: " + keys() + ")");
      }
      if (value.getValue().isEmpty()) {
        throw new IllegalArgumentException("key '" + value.getKey() + "' has no value");
      }
    }
    if (values.containsKey("stanza") == values.containsKey("key-file")) {
      throw new IllegalArgumentException("one of the keys 'stanza' and 'key-file' is needed");
    }
    if (values.containsKey("rc-file") && !values.containsKey("stanza")) {
      throw new IllegalArgumentException("key 'rc-file' needs the key 'stanza'");
    }
    return new FactorySettings(
        Optional.ofNullable(values.get("stanza")),
        Optional.ofNullable(values.get("rc-file")).map(FactorySettings::path),
        Optional.ofNullable(values.get("key-file")).map(FactorySettings::path),
        Optional.ofNullable(values.get("server")).map(FactorySettings::server),
        Optional.ofNullable(values.get("connect-timeout"))
            .map(FactorySettings::time)
            .orElse(DEFAULT_TIMEOUT));
  }

  /** What stands where a name should may be a key of the server's. */
  private static String shown(String name) {
    return name.matches("[a-z-]{1,20}") ? " '" + name + "'" : "";
  }

  private static String keys() {
    return String.join(", ", KEYS);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is not a path", e);
    }
  }

  private static HostAndPort server(String text) {
    Matcher matcher = SERVER.matcher(text);
    int port = SpaServer.DEFAULT_PORT;
    if (matcher.matches() && matcher.group("port") != null) {
      port = Integer.parseInt(matcher.group("port"));
    }
    if (!matcher.matches() || port > 65535) {
      throw new IllegalArgumentException("key 'server' is HOST or HOST:PORT, not '" + text + "'");
    }
    return new HostAndPort(matcher.group("host"), port);
  }

  private static Duration time(String text) {
    Matcher matcher = SECONDS.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group("number")) == 0) {
      throw new IllegalArgumentException(
          "key 'connect-timeout' is a time such as 10s or 500ms, not '" + text + "'");
    }
    long number = Long.parseLong(matcher.group("number"));
    return matcher.group("unit").equals("s")
        ? Duration.ofSeconds(number)
        : Duration.ofMillis(number);
  }

  /** Reads the keys. */
  Connector connector(String host) throws ProfileException {
    Connector.Builder builder = Connector.to(host).connectTimeout(connectTimeout);
    server.ifPresent(spa -> builder.via(spa.host(), spa.port()));
    keyFile.ifPresent(builder::keys);
    if (stanza.isPresent() && rcFile.isPresent()) {
      builder.stanza(rcFile.get(), stanza.get());
    } else {
      stanza.ifPresent(builder::stanza);
    }
    return builder.build();
  }
}
