package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * A socket factory whose sockets knock before they connect. Name this class in drivers that accept
 * a socket factory:
 *
 * <pre>{@code
 * jdbc:postgresql://db.example.com/app?socketFactory=io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory
 *     &socketFactoryArg=key-file=/home/me/my-keys
 * }</pre>
 *
 * <p>Its settings are text: {@code KEY=VALUE}, separated by semicolons. One of {@code stanza} (in
 * {@code rc-file}, by default the user's {@code .fwknoprc}) and {@code key-file} is required;
 * {@code server=HOST[:PORT]}, {@code access=tcp/22,tcp/5432} and {@code connect-timeout=10s} are
 * optional. Without a text, the factory reads the system property {@value #PROPERTY}, or if that is
 * not set, the properties file {@value #RESOURCE} on the class path.
 *
 * <p>Sockets for the same host and port share a knock, and none is sent while the port is assumed
 * to be open: a pool of ten connections sends one packet. The server sees one connection for each
 * socket. Factories with equal settings share their state and keys for the life of the JVM: a key
 * file is read at the first connection to a host, and {@link #close} does not wipe keys.
 * Thread-safe.
 */
public final class KnockingSocketFactory extends SocketFactory implements AutoCloseable {
  /** Name of the system property with the default settings. */
  public static final String PROPERTY = "fwknop.tunnel.socket";

  /** Name of the file with the default settings. */
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
   * Uses the settings of the system property or of the file.
   *
   * @throws IllegalArgumentException if there are none, or they are not valid
   */
  public KnockingSocketFactory() {
    this(FactorySettings.defaults());
  }

  /**
   * Uses the settings in a text.
   *
   * @param settings {@code KEY=VALUE}, separated by semicolons
   * @throws IllegalArgumentException if they are not valid
   */
  public KnockingSocketFactory(String settings) {
    this(FactorySettings.parse(settings));
  }

  /**
   * Uses the settings in the properties of a connection, for drivers that pass these.
   *
   * @param connection properties of the connection; {@code socketFactoryArg} is the text of the
   *     settings. Without it, this constructor does the same as {@link #KnockingSocketFactory()}
   * @throws IllegalArgumentException if the settings are not valid
   */
  public KnockingSocketFactory(Properties connection) {
    this(
        connection.getProperty("socketFactoryArg") == null
            ? FactorySettings.defaults()
            : FactorySettings.parse(connection.getProperty("socketFactoryArg")));
  }

  private KnockingSocketFactory(FactorySettings settings) {
    this.connectors = SHARED.computeIfAbsent(settings, Connectors::new);
  }

  /** {@return a builder without settings} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The settings of a factory. Set keys or a stanza; everything else is optional. Not thread-safe.
   */
  public static final class Builder {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Knocks with the keys and algorithms of a key file.
     *
     * @param keyFile read at the first connection to each host
     * @return this builder
     */
    public Builder keys(Path keyFile) {
      return put("key-file", keyFile.toString());
    }

    /**
     * Knocks with the settings of a stanza in {@code .fwknoprc} in the user's home directory.
     *
     * @param name in any case
     * @return this builder
     */
    public Builder stanza(String name) {
      return put("stanza", name);
    }

    /**
     * Knocks with the settings of a stanza.
     *
     * @param rcFile read at the first connection to each host
     * @param name in any case
     * @return this builder
     */
    public Builder stanza(Path rcFile, String name) {
      return put("rc-file", rcFile.toString()).stanza(name);
    }

    /**
     * Sets the SPA server; by default the stanza's, or else the host of the connection.
     *
     * @param host name or IPv4 address
     * @param port 1 to 65535, usually 62201
     * @return this builder
     */
    public Builder server(String host, int port) {
      return put("server", host + ":" + port);
    }

    /**
     * Sets the ports that packets request; see {@link Connector.Builder#access}.
     *
     * @param ports such as {@code tcp/22,tcp/5432}
     * @return this builder
     */
    public Builder access(String ports) {
      return put("access", ports);
    }

    /**
     * Sets the time limit for connecting after a knock; 10 s by default.
     *
     * @param time at least 1 ms
     * @return this builder
     */
    public Builder connectTimeout(Duration time) {
      return put("connect-timeout", time.toMillis() + "ms");
    }

    private Builder put(String key, String value) {
      values.put(key, value);
      return this;
    }

    /**
     * Checks the settings and makes the factory.
     *
     * @return a factory; its key file is not read yet
     * @throws IllegalArgumentException if the settings are not valid
     */
    public KnockingSocketFactory build() {
      return new KnockingSocketFactory(FactorySettings.of(values));
    }
  }

  /**
   * Makes a socket that is not connected yet; its {@code connect} knocks.
   *
   * @return a socket, which the caller closes
   * @throws SocketException if the factory is closed
   */
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
   * Makes a socket that knocks and connects. A local address cannot be chosen.
   *
   * @throws SocketException if {@code localHost} is not the wildcard address or {@code localPort}
   *     is not 0
   */
  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bound(InetSocketAddress.createUnresolved(host, port), localHost, localPort);
  }

  /** Makes a socket that knocks and connects. A local address cannot be chosen. */
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

  /**
   * Makes {@link #createSocket} and the connect of unconnected sockets fail. Connected sockets are
   * not affected; keys stay in memory.
   */
  @Override
  public void close() {
    closed = true;
  }
}
