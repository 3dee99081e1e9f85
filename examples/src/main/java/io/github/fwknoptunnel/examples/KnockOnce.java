package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.profile.Profile;
import java.nio.file.Path;

/**
 * Sends one packet with the settings of a stanza of an rc file: {@code KnockOnce RC-FILE STANZA}.
 * docs/JAVA.md shows this main method.
 */
public final class KnockOnce {
  private KnockOnce() {}

  public static void main(String[] args) throws Exception {
    try (var profile = Profile.ofStanza(Path.of(args[0]), args[1])) {
      var packet = profile.knock();
      System.out.println("sent " + packet.wire().length() + " bytes to " + profile);
    }
  }
}
