package io.github.fwknoptunnel.spa.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostListTest {
  @Test
  void keepsTheOrderAndTheFirstSpellingOfAName() {
    assertEquals(
        List.of("B.example.com", "a.example.com."),
        HostList.of("B.example.com,a.example.com.,b.EXAMPLE.com.,A.example.com").names());
  }

  @Test
  void oneNameIsAList() {
    assertEquals(List.of("::1"), HostList.of("::1").names());
    assertEquals(List.of(""), HostList.of("").names());
  }

  @Test
  void knowsANameInAnySpelling() {
    HostList hosts = HostList.of("a.example.com,b.example.com.");
    assertTrue(hosts.contains("B.EXAMPLE.COM"));
    assertTrue(hosts.contains("a.example.com."));
    assertFalse(hosts.contains("a.example.com,b.example.com"));
  }
}
