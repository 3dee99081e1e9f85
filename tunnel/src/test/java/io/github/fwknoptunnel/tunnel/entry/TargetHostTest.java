package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One form for each host, and none for what resolvers understand in another way than rules do. */
class TargetHostTest {
  private static String form(String text) {
    return TargetHost.parse(text).orElse("none");
  }

  @Test
  void namesAreComparedWithoutCaseAndLastDot() {
    assertEquals("a_b-c.example", form("A_b-C.Example."));
    assertEquals("localhost", form("localhost"));
    assertEquals("xn--bcher-kva.de", form("XN--bcher-kva.de"));
  }

  @Test
  void addressesHaveOneForm() {
    assertEquals("192.0.2.1", form("192.0.2.1"));
    assertEquals("192.0.2.1", form("192.0.2.1."));
    assertEquals("192.0.2.1", form("::ffff:c000:201"));
    assertEquals("2001:db8:0:0:0:0:0:1", form("[2001:DB8::1]"));
    assertEquals("2001:db8:0:0:0:0:0:1", form("2001:db8:0::1"));
  }

  @Test
  void numbersThatAreNoAddressAreRefused() {
    for (String text :
        new String[] {
          "127.1",
          "10.1.2",
          "0177.0.0.1",
          "0x7f.0.0.1",
          "2130706433",
          "1.2.3.4.5",
          "256.0.0.1",
          "a.0x7f",
          "host.1",
          "01.2.3.4"
        }) {
      assertEquals("none", form(text), text);
    }
  }

  @Test
  void theUnspecifiedAddressIsRefusedSinceItLeadsToThisMachine() {
    assertEquals("none", form("0.0.0.0"));
    assertEquals("none", form("::"));
    assertEquals("none", form("[::ffff:0.0.0.0]"));
  }

  @Test
  void whatIsNoHostIsRefused() {
    for (String text :
        new String[] {
          "",
          ".",
          "a..b",
          ".a",
          "a b",
          "a\u0000",
          "*",
          "[a]",
          "[]",
          "[1.2.3.4]",
          "a:b",
          "::1%lo",
          "a".repeat(64),
          "\u0130.example"
        }) {
      assertEquals("none", form(text), text);
    }
  }

  @Test
  void onlyAnAddressHasAnAddress() {
    assertEquals(Optional.empty(), TargetHost.address("example.com"));
    assertEquals("/192.0.2.1", TargetHost.address("192.0.2.1").orElseThrow().toString());
  }
}
