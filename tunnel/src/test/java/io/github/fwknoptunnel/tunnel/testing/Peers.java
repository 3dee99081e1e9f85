package io.github.fwknoptunnel.tunnel.testing;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** The programs at both ends of a tunnel, played with blocking sockets. */
public final class Peers {
  /** So that a lost byte fails a test instead of hanging it. */
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private Peers() {}

  public static ServerSocket server() throws IOException {
    return server(0);
  }

  /** A server whose connections take little in before they are read. */
  public static ServerSocket server(int receiveBuffer) throws IOException {
    ServerSocket server = new ServerSocket();
    if (receiveBuffer > 0) {
      server.setReceiveBufferSize(receiveBuffer);
    }
    server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1024);
    server.setSoTimeout(READ_TIMEOUT_MILLIS);
    return server;
  }

  public static Socket accept(ServerSocket server) throws IOException {
    Socket accepted = server.accept();
    accepted.setSoTimeout(READ_TIMEOUT_MILLIS);
    return accepted;
  }

  public static Socket connect(InetSocketAddress address) throws IOException {
    return connect(address, 0);
  }

  public static Socket connect(InetSocketAddress address, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(address);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return socket;
  }

  /** Ends a connection in good order, before its time is up anyway. */
  public static void end(Socket socket) throws IOException {
    socket.close();
  }

  /** Ends a connection as a program does that is killed with unread data. */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the other end's kernel has all that was written. */
  public static void awaitDelivery(Socket socket) throws Exception {
    eventually("delivery", () -> TcpTable.unsent(socket.getLocalPort(), socket.getPort()) == 0);
  }

  /** Reads to the end; true if that is a reset, false if it is an orderly one. */
  public static boolean endsWithReset(Socket socket) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try {
      while (socket.getInputStream().read(buffer) >= 0) {}
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /**
   * The same for a connection that is made here. Where the other end resets it at once, the reset
   * may come before the connect has returned, which fails then.
   *
   * @throws ConnectException if it was refused
   */
  public static boolean connectEndsWithReset(InetSocketAddress address) throws IOException {
    try (Socket socket = connect(address)) {
      return endsWithReset(socket);
    } catch (SocketException e) {
      if (e instanceof ConnectException || !("" + e.getMessage()).startsWith("Connection reset")) {
        throw e;
      }
      return true;
    }
  }
}
