package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
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
 * Everything that is known of one server: where its packets go and how, what they ask for, whom
 * they let in, with which keys and algorithms. Read once, when it is made.
 *
 * <pre>{@code
 * try (Profile home = Profile.ofStanza(Path.of("/home/me/.fwknoprc"), "home")) {
 *   home.knock();
 * }
 * }</pre>
 *
 * <p>It owns the keys: closing it wipes them, and its clients can seal nothing any more. Immutable
 * and thread-safe.
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
   * What one stanza of an rc file says, with what {@code [default]} says below it.
   *
   * @param rcFile only its owner may be able to read it, if it holds keys
   * @param stanza its name, in any case
   * @throws ProfileException if there is no such stanza, something in it cannot be used, or it has
   *     no server or no keys
   */
  public static Profile ofStanza(Path rcFile, String stanza) throws ProfileException {
    return ofStanza(rcFile, stanza, "");
  }

  /**
   * The same for stanzas that may leave the server out.
   *
   * @param server name or address where the stanza has none
   * @throws ProfileException as above
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
   * The keys of a key file, with the algorithms that stand beside them, for a server at the usual
   * UDP port.
   *
   * @param keyFile only its owner may be able to read it
   * @param server name or address
   * @throws ProfileException if the file cannot be used
   */
  public static Profile ofKeyFile(Path keyFile, String server) throws ProfileException {
    return ofKeyFile(keyFile, server, SpaServer.DEFAULT_PORT);
  }

  /**
   * The same at another port.
   *
   * @param port 1 to 65535
   * @throws ProfileException as above
   */
  public static Profile ofKeyFile(Path keyFile, String server, int port) throws ProfileException {
    if (server.isEmpty() || port < 1 || port > 65535) {
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

  /** Name or address of the SPA server, as it is written. */
  public String server() {
    return stanza.server();
  }

  /** The port that packets go to, 1 to 65535. */
  public int port() {
    return port;
  }

  /** How packets travel. */
  public ServerProtocol protocol() {
    return new StanzaTransport(stanza).protocol();
  }

  /** The algorithms that client and server agreed on. */
  public SpaSuite suite() {
    return keys.suite();
  }

  /** Finds whom to let in; most profiles know and ask nobody. */
  public PublicIpResolver allowed() {
    return allowed;
  }

  /** Lines that were read, most likely not as they were meant. */
  public List<RcWarning> warnings() {
    return warnings;
  }

  /** Makes and sends packets with these keys and algorithms; it borrows the keys. */
  public SpaClient client() {
    return client;
  }

  /**
   * What the stanza asks for; empty if it names no port.
   *
   * @throws ProfileException if its settings exclude each other
   */
  public Optional<SpaRequest.Access> request() throws ProfileException {
    return new StanzaRequest(stanza).ofItsPorts();
  }

  /**
   * What to ask for before a connection to {@code port}. With {@code NAT_PORT} the request opens
   * that one instead, and it is the one to connect to; a random one is another for each request.
   *
   * @throws ProfileException if the stanza names ports, and this is none of them
   */
  public SpaRequest.Access request(int port) throws ProfileException {
    return new StanzaRequest(stanza).toConnect(port);
  }

  /**
   * Sends one packet that asks for what the stanza says; else as {@link #knock(SpaRequest)}.
   *
   * @throws IllegalStateException if it names no port, such as that of a key file
   */
  public SpaPacket knock()
      throws IOException,
          PacketLimitException,
          GpgException,
          PublicIpException,
          InterruptedException {
    return knock(
        request().orElseThrow(() -> new IllegalStateException(server() + ": no port to ask for")));
  }

  /**
   * Sends one packet, to the first IPv4 address of the server. Blocks while names are looked up and
   * while the public address is asked for, if it is.
   *
   * @return the packet that was sent; nothing says whether it arrived
   * @throws IOException if the server's name is not known or the packet could not be sent
   * @throws PacketLimitException if no server could open it
   * @throws GpgException if gpg did not make it
   * @throws PublicIpException if the address to let in was not found
   * @throws InterruptedException if the thread was interrupted while it was asked for
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
