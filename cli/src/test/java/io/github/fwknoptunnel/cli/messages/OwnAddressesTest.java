package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressesTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true",
    "::, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "::1, true",
    "192.0.2.1, false",
    "2001:db8::1, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
  })
  void wildcardsAndLoopbackAreOurs(String address, boolean ours) throws Exception {
    assertEquals(ours, OwnAddresses.contain(InetAddress.getByName(address)));
  }

  @Test
  void soIsTheAddressOfEachInterface() throws Exception {
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .forEach(address -> assertTrue(OwnAddresses.contain(address), address::toString));
  }
}
