package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.UnsavedPacketException;
import io.github.fwknoptunnel.cli.output.NewFile;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that {@code -B} writes and {@code -b} appends to, one packet a line. A packet that was
 * not sent yet opens the port to the first sender, so only its owner can read the file.
 *
 * @param whole written anew
 * @param appended kept and extended
 */
public record PacketFile(Optional<Path> whole, Optional<Path> appended) {
  public static PacketFile read(ParsedArguments line) throws CliException {
    return new PacketFile(
        line.value(SpaOptions.SAVE_PACKET), line.value(SpaOptions.SAVE_PACKET_APPEND));
  }

  public void save(SpaPacket packet) throws UnsavedPacketException {
    byte[] line = (packet.wire() + "\n").getBytes(StandardCharsets.US_ASCII);
    if (whole.isPresent()) {
      save(whole.get(), () -> NewFile.replacePrivate(whole.get(), line));
    }
    if (appended.isPresent()) {
      save(appended.get(), () -> NewFile.appendPrivate(appended.get(), line));
    }
  }

  private interface Saving {
    void run() throws IOException;
  }

  private static void save(Path file, Saving saving) throws UnsavedPacketException {
    try {
      saving.run();
    } catch (IOException e) {
      throw new UnsavedPacketException(file, e);
    }
  }

  /** Saves each packet before it is sent. */
  SpaTransport before(SpaTransport transport) {
    return (packet, server) -> {
      save(packet);
      transport.send(packet, server);
    };
  }
}
