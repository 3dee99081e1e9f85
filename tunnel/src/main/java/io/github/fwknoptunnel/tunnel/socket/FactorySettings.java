package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of a factory, which its text writes as {@code KEY=VALUE}, separated by semicolons.
 *
 * @param rcFile file of the stanza; empty means the user's own
 * @param server SPA server; empty means the stanza's, or the host of the connection
 * @param access ports that packets request; empty means the stanza's, or the port of the connection
 */
record FactorySettings(
    Optional<String> stanza,
    Optional<Path> rcFile,
    Optional<Path> keyFile,
    Optional<HostAndPort> server,
    Optional<String> access,
    Duration connectTimeout) {
  static final Set<String> KEYS =
      new TreeSet<>(Set.of("stanza", "rc-file", "key-file", "server", "access", "connect-timeout"));

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern SECONDS = Pattern.compile("(?<number>\\d{1,8})(?<unit>s|ms)");
  private static final Pattern SERVER = Pattern.compile("(?<host>[^:]+)(:(?<port>[1-9]\\d{0,4}))?");

  /**
   * Reads the settings of the system property or of the file on the class path.
   *
   * @throws IllegalArgumentException if there are none, or they are not valid
   */
  static FactorySettings defaults() {
    String text = System.getProperty(KnockingSocketFactory.PROPERTY);
    if (text != null) {
      return parse(text);
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader own = KnockingSocketFactory.class.getClassLoader();
    try (InputStream file =
        (loader == null ? own : loader).getResourceAsStream(KnockingSocketFactory.RESOURCE)) {
      if (file == null) {
        throw new IllegalArgumentException(
            "no settings: give a text, the system property "
                + KnockingSocketFactory.PROPERTY
                + " or the file "
                + KnockingSocketFactory.RESOURCE
                + " on the class path");
      }
      Properties read = new Properties();
      read.load(file);
      return of(
          read.stringPropertyNames().stream()
              .collect(Collectors.toMap(name -> name, name -> read.getProperty(name).strip())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a key is not known, a value cannot be, or there is nothing
   *     to knock with
   */
  static FactorySettings parse(String text) {
    return of(values(text));
  }

  /** The parts of a text, not checked yet. */
  static Map<String, String> values(String text) {
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
    return values;
  }

  static FactorySettings of(Map<String, String> values) {
    return of(values, KEYS);
  }

  /**
   * Checks the settings; messages list the {@code shown} keys, of which the reader took some out.
   */
  static FactorySettings of(Map<String, String> values, Set<String> shown) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!KEYS.contains(value.getKey())) {
        throw new IllegalArgumentException(
            "unknown key"
                + shown(value.getKey())
                + " (keys: "
                + String.join(", ", new TreeSet<>(shown))
                + ")");
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
        Optional.ofNullable(values.get("access")).map(FactorySettings::ports),
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
    if (!matcher.matches() || port > Ports.MAX) {
      throw new IllegalArgumentException("key 'server' is HOST or HOST:PORT, not '" + text + "'");
    }
    return new HostAndPort(matcher.group("host"), port);
  }

  private static String ports(String text) {
    try {
      return PortSpec.join(PortSpec.parseList(text));
    } catch (MessageException e) {
      throw new IllegalArgumentException(
          "key 'access' is a list such as tcp/22,tcp/5432, not '" + text + "'", e);
    }
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

  /**
   * The SPA server for connections to a host; empty if it is the host.
   *
   * @throws ProfileException if a stanza cannot be used
   */
  Optional<HostAndPort> spaServer(String host) throws ProfileException {
    if (server.isPresent() || stanza.isEmpty()) {
      return server;
    }
    try (Profile profile = Profile.ofStanza(rcPath(), stanza.get(), host)) {
      return Optional.of(new HostAndPort(profile.server(), profile.port()))
          .filter(spa -> !spa.host().equals(host));
    }
  }

  /** The same settings with another SPA server. */
  FactorySettings with(HostAndPort spaServer) {
    return new FactorySettings(
        stanza, rcFile, keyFile, Optional.of(spaServer), access, connectTimeout);
  }

  private Path rcPath() {
    return rcFile.orElseGet(() -> Path.of(System.getProperty("user.home"), ".fwknoprc"));
  }

  /** Reads the keys. */
  Connector connector(String host) throws ProfileException {
    Connector.Builder builder = Connector.to(host).connectTimeout(connectTimeout);
    server.ifPresent(spa -> builder.via(spa.host(), spa.port()));
    access.ifPresent(builder::access);
    keyFile.ifPresent(builder::keys);
    stanza.ifPresent(name -> builder.stanza(rcPath(), name));
    return builder.build();
  }
}
