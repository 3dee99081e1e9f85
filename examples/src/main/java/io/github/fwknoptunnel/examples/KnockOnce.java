package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.profile.Profile;
import java.nio.file.Path;

/**
 * Sends one packet, as a stanza of an rc file says: {@code KnockOnce RC-FILE STANZA}. Its main is
 * in docs/JAVA.md.
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
