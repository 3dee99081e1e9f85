package io.github.fwknoptunnel.cli.linux;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Stdout as a channel. The peer receives its end of stream also where stdin is the same socket, as
 * under socat and inetd: to close the one descriptor would end nothing then.
 */
public final class Stdout implements WritableByteChannel {
  private final FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen() && isSocket()) {
      endOutput();
    }
    channel.close();
  }

  private static void endOutput() {
    try {
      LibcPoll.endOutput(1);
    } catch (LinkageError | RuntimeException e) {
      // Without native access the end of the process is the end of the stream.
    }
  }

  private static boolean isSocket() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("socket:");
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return false;
    }
  }
}
