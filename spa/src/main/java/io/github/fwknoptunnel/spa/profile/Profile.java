package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.RcWarning;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one server: where its packets go, which ports they request, which address they
 * allow, with which keys and algorithms. The files are read once, when the profile is made.
 *
 * <pre>{@code
 * try (Profile home = Profile.ofStanza(Path.of("/home/me/.fwknoprc"), "home")) {
 *   home.knock();
 * }
 * }</pre>
 *
 * <p>A profile owns its keys: closing it wipes them. Its clients then throw {@link
 * IllegalStateException} instead of making a packet, except with GPG if there is neither an HMAC
 * key nor a pass phrase. Immutable and thread-safe.
 */
public final class Profile implements AutoCloseable {
  private final Stanza stanza;
  private final List<RcWarning> warnings;
  private final int port;
  private final PublicIpResolver allowed;
  private final ProfileKeys keys;
  private final SpaClient client;

  private Profile(Stanza stanza, int port, List<RcWarning> warnings, Keys keys)
      throws ProfileException, RcException {
    this.stanza = stanza;
    this.warnings = List.copyOf(warnings);
    this.port = port;
    this.allowed = new StanzaAddress(stanza).read();
    var transport = new StanzaTransport(stanza).read();
    Duration offset = stanza.value(RcVariable.TIME_OFFSET).orElse(Duration.ZERO);
    // Keys last: once there are any, nothing may fail and leave them open.
    this.keys = keys.read();
    this.client =
        this.keys
            .client()
            .username(stanza.value(RcVariable.SPOOF_USER).orElseGet(Profile::thisUser))
            .clock(Clock.offset(Clock.systemUTC(), offset))
            .transport(transport)
            .build();
  }

  private interface Keys {
    ProfileKeys read() throws ProfileException, RcException;
  }

  /**
   * Reads a stanza (the section of one server) of an rc file, the configuration file of the fwknop
   * client. It inherits what {@code [default]} sets.
   *
   * @param rcFile readable by its owner only, if it holds keys
   * @param stanza its name, in any case
   * @return a profile that the caller closes
   * @throws ProfileException if there is no such stanza, a setting is not valid, or it has no
   *     server or no keys
   */
  public static Profile ofStanza(Path rcFile, String stanza) throws ProfileException {
    return ofStanza(rcFile, stanza, "");
  }

  /**
   * Reads a stanza that may omit the server.
   *
   * @param rcFile readable by its owner only, if it holds keys
   * @param stanza its name, in any case
   * @param server name or address, used if the stanza has none
   * @return a profile that the caller closes
   * @throws ProfileException as {@link #ofStanza(Path, String)}
   */
  public static Profile ofStanza(Path rcFile, String stanza, String server)
      throws ProfileException {
    try {
      RcConfig settings = RcFile.read(rcFile).settings(stanza);
      String origin = rcFile + ": [" + stanza + "]";
      String named = settings.value(RcVariable.SPA_SERVER).orElse(server);
      if (named.isEmpty()) {
        throw new ProfileException(Reason.NO_SERVER, origin);
      }
      Stanza read = new Stanza(settings, origin, named);
      int port = read.value(RcVariable.SPA_SERVER_PORT).orElse(SpaServer.DEFAULT_PORT);
      return new Profile(read, port, settings.warnings(), () -> ProfileKeys.read(read));
    } catch (RcException e) {
      throw new ProfileException(e);
    }
  }

  /**
   * Reads a key file, with the algorithms that it names, for a server at UDP port 62201.
   *
   * @param keyFile readable by its owner only
   * @param server name or address, not empty
   * @return a profile that the caller closes; it has no request of its own
   * @throws ProfileException if the file cannot be used
   */
  public static Profile ofKeyFile(Path keyFile, String server) throws ProfileException {
    return ofKeyFile(keyFile, server, SpaServer.DEFAULT_PORT);
  }

  /**
   * Reads a key file, for a server at another UDP port.
   *
   * @param keyFile readable by its owner only
   * @param server name or address, not empty
   * @param port 1 to 65535
   * @return a profile that the caller closes; it has no request of its own
   * @throws ProfileException if the file cannot be used
   */
  public static Profile ofKeyFile(Path keyFile, String server, int port) throws ProfileException {
    if (server.isEmpty() || !Ports.inRange(port)) {
      throw new IllegalArgumentException("server " + server + ":" + port);
    }
    try {
      KeySettings keys = KeyFile.read(keyFile);
      Stanza nothing = new Stanza(RcConfig.none(), keyFile.toString(), server);
      return new Profile(
          nothing, port, keys.warnings(), () -> ProfileKeys.of(keys.keys(), keys.suite()));
    } catch (RcException e) {
      throw new ProfileException(e);
    }
  }

  /** The user of this session, as the reference client has it. */
  private static Username thisUser() {
    try {
      return Username.parse(System.getProperty("user.name", ""));
    } catch (MessageException e) {
      return new Username("NO_USER");
    }
  }

  /** {@return the name or address of the SPA server, as configured} */
  public String server() {
    return stanza.server();
  }

  /**
   * {@return the configured port of the SPA server, 1 to 65535} With {@code RAND_PORT} each packet
   * goes to a random port instead.
   */
  public int port() {
    return port;
  }

  /** {@return how packets are carried} */
  public ServerProtocol protocol() {
    return new StanzaTransport(stanza).protocol();
  }

  /** {@return the algorithms that client and server agree on} */
  public SpaSuite suite() {
    return keys.suite();
  }

  /**
   * {@return the resolver of the address that packets allow} It queries a web service only if the
   * stanza turns that on.
   */
  public PublicIpResolver allowed() {
    return allowed;
  }

  /**
   * {@return warnings about lines that probably have another effect than their author intended;
   * often empty}
   */
  public List<RcWarning> warnings() {
    return warnings;
  }

  /** {@return a client with these keys and algorithms, usable until the profile is closed} */
  public SpaClient client() {
    return client;
  }

  /**
   * {@return the request of the stanza; empty if it names no port}
   *
   * @throws ProfileException if its settings exclude each other
   */
  public Optional<SpaRequest.Access> request() throws ProfileException {
    return new StanzaRequest(stanza).ofItsPorts();
  }

  /**
   * Makes the request to send before connecting to a port. If the stanza sets {@code NAT_PORT} or
   * {@code NAT_RAND_PORT}, the request opens the NAT port instead: connect to the first port of the
   * returned {@code ports()}.
   *
   * @param port 1 to 65535
   * @return with {@code NAT_RAND_PORT}, a request for a new port in each call
   * @throws ProfileException if the stanza names ports, sets no NAT port, and {@code port} is not
   *     among them; or if its settings exclude each other or are not valid
   */
  public SpaRequest.Access request(int port) throws ProfileException {
    return new StanzaRequest(stanza).toConnect(port);
  }

  /**
   * Makes a request for these ports in place of those that the stanza names.
   *
   * @param ports at least one; exactly one if the stanza sets {@code NAT_PORT} or {@code
   *     NAT_RAND_PORT}, whose port is then opened instead
   * @return the request, with the stanza's NAT target and time limit
   * @throws ProfileException if there are several ports and the stanza sets a NAT port, or if its
   *     NAT target is not valid
   */
  public SpaRequest.Access request(List<PortSpec> ports) throws ProfileException {
    return new StanzaRequest(stanza).forPorts(ports);
  }

  /**
   * Sends one packet with the request of the stanza; otherwise as {@link #knock(SpaRequest)}.
   *
   * @return the packet that was sent
   * @throws IOException if the server's name is not known or the packet could not be sent
   * @throws PacketLimitException if no server could decode it
   * @throws GpgException if gpg failed
   * @throws PublicIpException if the allowed address was not found
   * @throws InterruptedException if the thread was interrupted during that query
   * @throws IllegalStateException if the stanza names no port, or this is a key file
   */
  public SpaPacket knock()
      throws IOException,
          PacketLimitException,
          GpgException,
          PublicIpException,
          InterruptedException {
    return knock(
        request()
            .orElseThrow(() ->
                new IllegalStateException(
                    server() + ": no port is named here; use knock(SpaRequest)")));
  }

  /**
   * Sends one packet to the first IPv4 address of the server. Blocks while it resolves names,
   * queries the public address (if the stanza turns that on), runs gpg (in GPG mode) and sends.
   *
   * @param request the ports to open, or the command to run
   * @return the packet that was sent; servers never confirm that it arrived
   * @throws IOException if the server's name is not known or the packet could not be sent
   * @throws PacketLimitException if no server could decode it
   * @throws GpgException if gpg failed
   * @throws PublicIpException if the allowed address was not found
   * @throws InterruptedException if the thread was interrupted during that query
   */
  public SpaPacket knock(SpaRequest request)
      throws IOException,
          PacketLimitException,
          GpgException,
          PublicIpException,
          InterruptedException {
    return client.knock(request, allowed.resolve(), SpaServer.resolve(server(), port));
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.closing().run();
  }

  /** Server and port; nothing of the keys. */
  @Override
  public String toString() {
    return server() + ":" + port;
  }
}
