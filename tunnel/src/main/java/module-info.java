/** Local TCP ports that knock before they connect. */
module io.github.fwknoptunnel.tunnel {
  requires transitive io.github.fwknoptunnel.spa;
  requires static transitive org.jspecify;
  requires jdk.net;

  uses io.github.fwknoptunnel.tunnel.relay.SpliceProvider;

  exports io.github.fwknoptunnel.tunnel;
  exports io.github.fwknoptunnel.tunnel.knock;
  exports io.github.fwknoptunnel.tunnel.socket;
}
