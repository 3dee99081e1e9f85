package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RouteAddressTest {
  @Test
  void onTheWayToItselfThisMachineIsTheLoopback() throws Exception {
    RouteAddress route = new RouteAddress(ipv4("127.0.0.1"));
    assertEquals(new AllowIp("127.0.0.1"), route.resolve());
    assertEquals("route@127.0.0.1", route.toString());
  }

  @Test
  void whereThereIsNoWayThereIsNoAddress() throws Exception {
    // The limited broadcast address may not be connected to, on any machine.
    Failures.failure(Reason.NO_ROUTE, new RouteAddress(ipv4("255.255.255.255")));
  }

  private static Inet4Address ipv4(String address) throws Exception {
    return (Inet4Address) InetAddress.getByName(address);
  }
}
