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
  private static final int TIMEOUT_MILLIS = 50;

  /** A busy machine may be late once or twice although there is room. */
  private static final int TIMES_LATE = 4;

  private final ServerSocket port = new ServerSocket(0, 1, PacketCaptureServer.loopback());
  private final List<Socket> queued = new ArrayList<>();

  FullPort() throws IOException {
    int late = 0;
    while (late < TIMES_LATE) {
      Socket filler = new Socket();
      queued.add(filler);
      try {
        filler.connect(
            new InetSocketAddress(PacketCaptureServer.loopback(), port.getLocalPort()),
            TIMEOUT_MILLIS);
        late = 0;
      } catch (SocketTimeoutException e) {
        late++;
      }
    }
  }

  SpaServer server() throws IOException {
    return new SpaServer("full.example", PacketCaptureServer.loopback(), port.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : queued) {
      filler.close();
    }
    port.close();
  }
}
