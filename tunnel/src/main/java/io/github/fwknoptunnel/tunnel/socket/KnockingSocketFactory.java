package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * Makes sockets that open the firewall of a server with an SPA packet before they connect. Drivers
 * take its name where they ask for a socket factory:
 *
 * <pre>{@code
 * jdbc:postgresql://db.example.com/app?socketFactory=io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory
 *     &socketFactoryArg=key-file=/home/me/my-keys
 * }</pre>
 *
 * <p>Its settings are a text of {@code KEY=VALUE} with semicolons between them: {@code stanza} (of
 * {@code rc-file}, else of the user's {@code .fwknoprc}) or {@code key-file}, and optionally {@code
 * server=HOST[:PORT]} and {@code connect-timeout=10s}. Without a text they are the value of the
 * system property {@value #PROPERTY}, or the properties of the file {@value #RESOURCE} on the class
 * path.
 *
 * <p>Sockets for one host and port share a knock, and while the port is known to be open there is
 * none, also among factories with the same text: a pool of ten connections sends one packet. The
 * server sees one connection for each socket. Factories that are made from a text share their keys
 * for the life of the JVM. Thread-safe.
 */
public final class KnockingSocketFactory extends SocketFactory implements AutoCloseable {
  /** Name of the system property. */
  public static final String PROPERTY = "fwknop.tunnel.socket";

  /** Name of the file. */
  public static final String RESOURCE = "fwknop-tunnel.properties";

  private static final Map<FactorySettings, Connectors> SHARED = new ConcurrentHashMap<>();

  private final Connectors connectors;

  /** One for each host. */
  private static final class Connectors {
    private final FactorySettings settings;
    private final Map<String, Connector> byHost = new HashMap<>();

    Connectors(FactorySettings settings) {
      this.settings = settings;
    }

    synchronized Connector of(String host) throws ProfileException {
      Connector known = byHost.get(host);
      if (known == null) {
        known = settings.connector(host);
        byHost.put(host, known);
      }
      return known;
    }
  }

  private volatile boolean closed;

  /**
   * With the settings of the system property or of the file.
   *
   * @throws IllegalArgumentException if there are none, or they cannot be used
   */
  public KnockingSocketFactory() {
    this(defaults());
  }

  /**
   * With these settings.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  public KnockingSocketFactory(String settings) {
    this(FactorySettings.parse(settings));
  }

  /**
   * For drivers that hand over the properties of a connection: the text is their {@code
   * socketFactoryArg}. Without it, as {@link #KnockingSocketFactory()}.
   *
   * @throws IllegalArgumentException if the settings cannot be used
   */
  public KnockingSocketFactory(Properties connection) {
    this(
        connection.getProperty("socketFactoryArg") == null
            ? defaults()
            : FactorySettings.parse(connection.getProperty("socketFactoryArg")));
  }

  private KnockingSocketFactory(FactorySettings settings) {
    this.connectors = SHARED.computeIfAbsent(settings, Connectors::new);
  }

  private static FactorySettings defaults() {
    String text = System.getProperty(PROPERTY);
    if (text != null) {
      return FactorySettings.parse(text);
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader own = KnockingSocketFactory.class.getClassLoader();
    try (InputStream file = (loader == null ? own : loader).getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalArgumentException(
            "no settings: give a text, the system property "
                + PROPERTY
                + " or the file "
                + RESOURCE
                + " on the class path");
      }
      Properties read = new Properties();
      read.load(file);
      return FactorySettings.of(
          read.stringPropertyNames().stream()
              .collect(
                  Collectors.toMap(
                      name -> name,
                      name -> read.getProperty(name).strip(),
                      (a, b) -> b,
                      LinkedHashMap::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A socket that is not connected yet. */
  @Override
  public Socket createSocket() throws SocketException {
    if (closed) {
      throw new SocketException("the socket factory is closed");
    }
    return new KnockingSocket(this::connect);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(InetSocketAddress.createUnresolved(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  /**
   * The same; a local address cannot be chosen.
   *
   * @throws SocketException if {@code localHost} is one, or {@code localPort} is not 0
   */
  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bound(InetSocketAddress.createUnresolved(host, port), localHost, localPort);
  }

  /** As above. */
  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bound(new InetSocketAddress(host, port), localHost, localPort);
  }

  private Socket connected(InetSocketAddress to) throws IOException {
    Socket socket = createSocket();
    socket.connect(to);
    return socket;
  }

  private Socket bound(InetSocketAddress to, InetAddress localHost, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    socket.connect(to);
    return socket;
  }

  /** What a socket calls. */
  private Socket connect(String host, int port, Duration limit) throws IOException {
    if (closed) {
      throw new SocketException("the socket factory is closed");
    }
    try {
      return connectors.of(host).connect(port, limit);
    } catch (ProfileException e) {
      throw failed(new SocketException(e.getMessage()), e);
    } catch (ConnectFailedException e) {
      throw failed(new ConnectException(e.getMessage()), e);
    } catch (SocketTimeoutException e) {
      throw failed(new SocketTimeoutException(host + ":" + port + ": " + e.getMessage()), e);
    }
  }

  private static <T extends IOException> T failed(T failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  /** Makes no more sockets; those that there are go on. */
  @Override
  public void close() {
    closed = true;
  }
}
