package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import java.nio.file.Path;
import java.time.Instant;

/** Says what is in a packet: {@code InspectPacket KEY-FILE PACKET}. */
public final class InspectPacket {
  private InspectPacket() {}

  public static void main(String[] args) throws Exception {
    try (var settings = KeyFile.read(Path.of(args[0]))) {
      var opener = new SpaOpener(settings.keys(), settings.suite());
      var opened = opener.open(new SpaPacket(args[1]));
      var fields = opened.fields();
      System.out.println("asks for  " + fields.message());
      System.out.println("user      " + fields.username());
      System.out.println("made at   " + Instant.ofEpochSecond(fields.timestamp()));
      System.out.println("digest    " + opened.digestType());
    } catch (PacketException e) {
      System.err.println("not a packet of these keys: " + e.reason());
      System.exit(1);
    }
  }
}
