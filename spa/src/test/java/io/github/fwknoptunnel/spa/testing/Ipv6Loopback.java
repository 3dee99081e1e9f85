package io.github.fwknoptunnel.spa.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The address {@code ::1}. Tests that need it are skipped where it is missing, with a line on
 * standard error; with {@code -Dcompat.required=true} they fail instead.
 */
public final class Ipv6Loopback {
  private Ipv6Loopback() {}

  /** For a method that JUnit calls before the tests. */
  public static void require() {
    try {
      new ServerSocket(0, 1, InetAddress.getByName("::1")).close();
    } catch (IOException e) {
      String reason = "this machine has no ::1: " + e.getMessage();
      if (Boolean.getBoolean("compat.required")) {
        fail(reason);
      }
      System.err.println("SKIPPED: " + reason);
      abort(reason);
    }
  }
}
