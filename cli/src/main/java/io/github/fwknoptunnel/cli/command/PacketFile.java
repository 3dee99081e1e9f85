package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file that {@code -B} writes and {@code -b} appends to, one packet a line.
 *
 * @param whole written anew
 * @param appended kept and extended
 */
record PacketFile(Optional<Path> whole, Optional<Path> appended) {
  static PacketFile read(Arguments line) throws ProblemException {
    return new PacketFile(
        line.file(SpaOptions.SAVE_PACKET), line.file(SpaOptions.SAVE_PACKET_APPEND));
  }

  void save(SpaPacket packet) throws IOException {
    if (whole.isPresent()) {
      Files.writeString(whole.get(), packet.wire() + "\n");
    }
    if (appended.isPresent()) {
      Files.writeString(
          appended.get(),
          packet.wire() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
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
