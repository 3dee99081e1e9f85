/**
 * Opens remote ports with an SPA packet and connects to them, directly or through a local TCP port.
 *
 * <p>{@link io.github.fwknoptunnel.tunnel.Connector} sends the packet, probes the port until it is
 * open, and returns a connected socket or a local port. This program prints what a service behind a
 * closed port sends (arguments: host, port, key file):
 *
 * <pre>{@code
 * import io.github.fwknoptunnel.tunnel.Connector;
 * import java.net.Socket;
 * import java.nio.file.Path;
 *
 * public class Read {
 *   public static void main(String[] args) throws Exception {
 *     try (Connector connector = Connector.to(args[0]).keys(Path.of(args[2])).build();
 *         Socket socket = connector.connect(Integer.parseInt(args[1]))) {
 *       socket.getInputStream().transferTo(System.out);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>{@link io.github.fwknoptunnel.tunnel.Tunnel} gives access to all settings of a local port.
 * {@link io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory} is a socket factory for
 * drivers. {@link io.github.fwknoptunnel.tunnel.TunnelListener} receives the events of a connector
 * or a tunnel.
 */
module io.github.fwknoptunnel.tunnel {
  requires transitive io.github.fwknoptunnel.spa;
  requires static transitive org.jspecify;
  requires jdk.net;

  uses io.github.fwknoptunnel.tunnel.relay.SpliceProvider;

  exports io.github.fwknoptunnel.tunnel;
  exports io.github.fwknoptunnel.tunnel.knock;
  exports io.github.fwknoptunnel.tunnel.socket;
}
