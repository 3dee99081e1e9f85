/**
 * Makes, encrypts, sends and decrypts fwknop SPA packets.
 *
 * <p>A server behind fwknopd drops every packet to a port until an encrypted and authenticated SPA
 * packet arrives; then it opens the port for one address and for some seconds. {@link
 * io.github.fwknoptunnel.spa.profile.Profile} reads the settings of one server from a stanza of
 * {@code ~/.fwknoprc} or from a key file, and sends packets. This program opens port 22 (arguments:
 * key file, server):
 *
 * <pre>{@code
 * import io.github.fwknoptunnel.spa.message.PortSpec;
 * import io.github.fwknoptunnel.spa.message.SpaRequest;
 * import io.github.fwknoptunnel.spa.profile.Profile;
 * import java.nio.file.Path;
 *
 * public class Knock {
 *   public static void main(String[] args) throws Exception {
 *     try (Profile profile = Profile.ofKeyFile(Path.of(args[0]), args[1])) {
 *       var packet = profile.knock(SpaRequest.access(PortSpec.tcp(22)));
 *       System.out.println("sent " + packet.wire().length() + " bytes to " + profile);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>{@link io.github.fwknoptunnel.spa.SpaClient} sends packets without a stanza or a file. {@link
 * io.github.fwknoptunnel.spa.packet.SpaOpener} decrypts packets. The module {@code
 * io.github.fwknoptunnel.tunnel} also waits for the port and connects.
 */
@SuppressWarnings("module") // The friend is compiled after this one.
module io.github.fwknoptunnel.spa {
  // For publicip alone, so that the rest runs where it is missing.
  requires static java.net.http;
  requires org.apache.commons.codec;
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports io.github.fwknoptunnel.spa;
  exports io.github.fwknoptunnel.spa.publicip;
  exports io.github.fwknoptunnel.spa.crypto;
  exports io.github.fwknoptunnel.spa.gpg;
  exports io.github.fwknoptunnel.spa.message;
  exports io.github.fwknoptunnel.spa.packet;
  exports io.github.fwknoptunnel.spa.profile;
  exports io.github.fwknoptunnel.spa.rc;
  exports io.github.fwknoptunnel.spa.transport;

  // How names are resolved, programs started and directories trusted; not for others.
  exports io.github.fwknoptunnel.spa.files to
      io.github.fwknoptunnel.tunnel;
  exports io.github.fwknoptunnel.spa.net to
      io.github.fwknoptunnel.tunnel;
  exports io.github.fwknoptunnel.spa.process to
      io.github.fwknoptunnel.tunnel;
  exports io.github.fwknoptunnel.spa.time to
      io.github.fwknoptunnel.tunnel;
}
