package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Which families a port is open for. */
class ListenerTest {

  @Test
  void allIpv4AddressesAreNoIpv6Address() throws Exception {
    try (Listener socket = Listener.open(new InetSocketAddress("0.0.0.0", 0))) {
      // A socket of both families would have an IPv6 address.
      InetSocketAddress local = (InetSocketAddress) socket.channel().getLocalAddress();
      assertInstanceOf(Inet4Address.class, local.getAddress());
    }
  }
}
