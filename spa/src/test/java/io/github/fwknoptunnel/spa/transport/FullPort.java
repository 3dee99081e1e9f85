package io.github.fwknoptunnel.spa.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port of this machine that answers nobody, as behind a firewall: its queue is full. */
final class FullPort implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 100;

  private final ServerSocket port = new ServerSocket(0, 1, Catcher.loopback());
  private final List<Socket> queued = new ArrayList<>();

  FullPort() throws IOException {
    boolean full = false;
    while (!full) {
      Socket filler = new Socket();
      queued.add(filler);
      try {
        filler.connect(
            new InetSocketAddress(Catcher.loopback(), port.getLocalPort()), PATIENCE_MILLIS);
      } catch (SocketTimeoutException e) {
        full = true;
      }
    }
  }

  SpaServer server() throws IOException {
    return new SpaServer("full.example", Catcher.loopback(), port.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : queued) {
      filler.close();
    }
    port.close();
  }
}
