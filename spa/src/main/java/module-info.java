/** Builds, seals, opens and sends fwknop SPA packets. */
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
}
