package io.github.fwknoptunnel.cli.linux;

import io.github.fwknoptunnel.cli.linux.FdPassException.Reason;
import io.github.fwknoptunnel.spa.files.SocketFiles;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Sends a connected socket to the peer of stdout, as ssh expects it with {@code ProxyUseFdpass
 * yes}: one byte and one descriptor. Thread-safe.
 */
public final class FdPass {
  private static final int STDOUT = 1;

  private final SockaddrLayout abi;
  private final int receiver;

  FdPass(SockaddrLayout abi, int receiver) {
    this.abi = abi;
    this.receiver = receiver;
  }

  /**
   * Looks whether it can work, before any packet is sent.
   *
   * @throws FdPassException if the system is another, or stdout is no socket
   */
  public static FdPass overStdout() throws FdPassException {
    SockaddrLayout abi =
        SockaddrLayout.here().orElseThrow(() -> new FdPassException(Reason.OTHER_SYSTEM));
    if (!isSocket(STDOUT)) {
      throw new FdPassException(Reason.STDOUT_IS_NO_SOCKET);
    }
    if (!ChannelDescriptor.available()) {
      throw new FdPassException(Reason.SOCKET_NOT_FOUND);
    }
    // Meanwhile the knock can be under way.
    Thread.ofPlatform().name("native-calls").daemon().start(LibcSocket::load);
    return new FdPass(abi, STDOUT);
  }

  private static boolean isSocket(int descriptor) {
    try {
      return SocketFiles.isSocket(Path.of("/dev/fd", Integer.toString(descriptor)));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Passes the connection on. The channel must not be closed afterwards, since the JDK first ends
   * the stream then, which both processes share: this process should end.
   */
  public void send(SocketChannel connected) throws FdPassException {
    int errno = LibcSocket.sendDescriptor(abi, receiver, descriptor(connected));
    if (errno != 0) {
      throw new FdPassException(Reason.NOT_SENT, errno);
    }
  }

  private static int descriptor(SocketChannel connected) throws FdPassException {
    return ChannelDescriptor.of(connected)
        .orElseThrow(() -> new FdPassException(Reason.SOCKET_NOT_FOUND));
  }
}
