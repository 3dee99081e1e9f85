package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sends one packet that asks to open tcp/22: {@code KnockOnce SERVER SPA-PORT KEY-FILE}. Its main
 * is in the README.
 */
public final class KnockOnce {
  private KnockOnce() {}

  public static void main(String[] args) throws Exception {
    var address = (Inet4Address) InetAddress.getByName(args[0]);
    var server = new SpaServer(args[0], address, Integer.parseInt(args[1]));
    var ports = List.of(PortSpec.tcp(22));
    var request = new SpaRequest.Access(AllowIp.PACKET_SOURCE, ports, Optional.empty());
    try (var keys = KeyFile.read(Path.of(args[2])).keys()) {
      var packet = SpaClient.builder(keys).build().knock(request, server);
      System.out.println("sent " + packet.wire().length() + " bytes to " + server);
    }
  }
}
