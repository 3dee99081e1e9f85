package io.github.fwknoptunnel.cli.config.spa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads a packet that was not sent yet can send it first. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class PacketFileTest {
  @TempDir Path directory;

  @Test
  void packetsAreSavedForTheirOwnerAlone() throws Exception {
    Path whole = directory.resolve("whole");
    Path appended = directory.resolve("appended");
    PacketFile file =
        PacketFile.read(
            ParsedArguments.parse(List.of("knock", "-B", "" + whole, "-b", "" + appended)));
    file.save(new SpaPacket("one"));
    file.save(new SpaPacket("two"));
    assertEquals("two\n", Files.readString(whole));
    assertEquals("one\ntwo\n", Files.readString(appended));
    for (Path saved : List.of(whole, appended)) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)));
    }
  }
}
