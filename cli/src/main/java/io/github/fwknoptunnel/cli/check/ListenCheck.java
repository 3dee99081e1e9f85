package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.spa.net.Channels;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a tunnel could listen. No client is accepted meanwhile. */
public record ListenCheck(SocketAddress address) {
  public Finding run() {
    return switch (address) {
      case UnixDomainSocketAddress file -> directory(file.getPath().toAbsolutePath());
      default -> port();
    };
  }

  /** Listening would leave the file behind. */
  private Finding directory(Path file) {
    Path directory = file.getParent();
    return directory != null && Files.isDirectory(directory) && Files.isWritable(directory)
        ? Finding.ok(Topic.LISTEN, file + " can be created")
        : Finding.fail(
            Topic.LISTEN,
            file + " cannot be created",
            "use an existing directory that you can write to");
  }

  /** As a tunnel opens it. */
  private ServerSocketChannel channel() throws IOException {
    if (!(address instanceof InetSocketAddress port) || port.isUnresolved()) {
      throw new IOException("not an address or a known name");
    }
    return Channels.listening(port.getAddress());
  }

  private Finding port() {
    try (ServerSocketChannel channel = channel()) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address);
      return Finding.ok(Topic.LISTEN, AddressFormatter.of(address) + ": can listen");
    } catch (IOException e) {
      return Finding.fail(
          Topic.LISTEN,
          "cannot listen on " + AddressFormatter.of(address) + ": " + e.getMessage(),
          "use another port (0 for any) or an address of this machine");
    }
  }
}
