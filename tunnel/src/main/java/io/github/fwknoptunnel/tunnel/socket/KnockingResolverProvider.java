package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.net.HostList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Knocks for a name when the program looks it up, for programs whose sockets cannot be replaced,
 * such as those that use {@code java.net.http.HttpClient}. To use it, add a file {@code
 * META-INF/services/java.net.spi.InetAddressResolverProvider} with the name of this class to the
 * class path.
 *
 * <p>The names are the keys of a properties file: the one that the system property {@value
 * #PROPERTY} names, or else {@value #RESOURCE} on the class path. A value is the text of {@link
 * KnockingSocketFactory}, with the port that is probed:
 *
 * <pre>{@code
 * wiki.example.com = port=443;key-file=/home/me/my-keys
 * }</pre>
 *
 * <p>A look-up of such a name ends when a connection to the port stands, and returns the address
 * that it was made to; the connection is closed at once. So the server sees one connection more. If
 * none stands within the connect timeout, the look-up fails with an {@link UnknownHostException}
 * that says why; the reason is also logged (as a warning of the {@link System.Logger} with this
 * package's name), since clients such as {@code HttpClient} do not pass it on. Timeouts of the
 * client do not limit a look-up. Other names are resolved as without this class.
 *
 * <p>Limits: a JVM has one provider, and none if {@code jdk.net.hosts.file} is set. It caches
 * addresses (30 s unless {@code networkaddress.cache.ttl} is set) and failures (10 s unless {@code
 * networkaddress.cache.negative.ttl} is set, without their reason), and does not look up the name
 * in that time; so the port must stay open for longer. Only IPv4 addresses are returned. The file
 * is read at the first look-up of the JVM; if it is missing or not valid, all look-ups fail.
 * Thread-safe.
 */
public final class KnockingResolverProvider extends InetAddressResolverProvider {
  /** Name of the system property with the path of the properties file. */
  public static final String PROPERTY = "fwknop.tunnel.names";

  /** Name of the properties file on the class path. */
  public static final String RESOURCE = "fwknop-tunnel-names.properties";

  /** Nothing, or an address, for which the JDK asks no resolver. */
  private static final Pattern NO_NAME = Pattern.compile("\\.?|[0-9.]+|.*:.*");

  /** For the service loader of the JDK. */
  public KnockingResolverProvider() {}

  @Override
  public String name() {
    return "fwknop-tunnel";
  }

  /**
   * Reads the properties file; keys are read when a name is looked up.
   *
   * @throws IllegalArgumentException if there is no such file, or a value is not valid
   * @throws UncheckedIOException if the file cannot be read
   */
  @Override
  public InetAddressResolver get(Configuration configuration) {
    Map<String, KnockingName> names = new HashMap<>();
    Properties file = read();
    for (String name : file.stringPropertyNames()) {
      if (NO_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(shown(name) + " is not a name that is looked up");
      }
      KnockingName knocking = KnockingName.parse(shown(name), file.getProperty(name));
      if (names.put(HostList.canonical(name), knocking) != null) {
        throw new IllegalArgumentException(shown(name) + " is listed twice");
      }
    }
    return new Resolver(names, configuration.builtinResolver());
  }

  /** A line that is not what it should be may be a key. */
  private static String shown(String name) {
    return name.length() <= 20 || name.contains(".") ? "'" + name + "'" : "a name";
  }

  private static Properties read() {
    Optional<String> path =
        Optional.ofNullable(System.getProperty(PROPERTY)).filter(given -> !given.isEmpty());
    try (InputStream file =
        path.isPresent()
            ? Files.newInputStream(Path.of(path.get()))
            : ClassLoader.getSystemResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalArgumentException(
            "no names: give the system property "
                + PROPERTY
                + " or the file "
                + RESOURCE
                + " on the class path");
      }
      Properties names = new Properties();
      load(names, file, path.orElse(RESOURCE));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("names file " + path.orElse(RESOURCE) + ": " + e, e);
    }
  }

  private static void load(Properties names, InputStream file, String path) throws IOException {
    try {
      names.load(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "names file " + path + ": " + e.getMessage() + " (write / or \\\\ for \\)", e);
    }
  }

  private record Resolver(Map<String, KnockingName> names, InetAddressResolver builtin)
      implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      Stream<InetAddress> addresses = builtin.lookupByName(host, policy);
      KnockingName name = names.get(HostList.canonical(host));
      return name == null ? addresses : Stream.of(name.open(host, addresses, builtin));
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtin.lookupByAddress(address);
    }
  }
}
