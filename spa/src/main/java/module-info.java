/** Builds, seals, opens and sends fwknop SPA packets. */
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
  exports io.github.fwknoptunnel.spa.process;
  exports io.github.fwknoptunnel.spa.rc;
  exports io.github.fwknoptunnel.spa.transport;
}
