package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as RFC 5952 has them. */
class AddressFormatterTest {

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:0, [::]:22",
    "0:0:0:0:0:0:0:1, [::1]:22",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:22",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:22",
    "fd00:0:0:0:0:0:0:2, [fd00::2]:22",
    "2001:db8:1:0:0:0:0:0, [2001:db8:1::]:22",
    "10:0:0:0:0:0:0:10, [10::10]:22",
    "192.0.2.1, 192.0.2.1:22"
  })
  void aRunOfZerosIsLeftOut(String address, String shown) throws Exception {
    InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(address), 22);
    assertEquals(shown, AddressFormatter.of(socket));
  }
}
