package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;
import java.net.Socket;

/** The end of a direction: what got through arrives. */
record Delivery(Socket to, End whenEnded) implements Stage {
  /** Told once the peer knows of the end. */
  @FunctionalInterface
  interface End {
    void ended() throws IOException;
  }

  @Override
  public void bytes(byte[] bytes, int from, int length) throws IOException {
    to.getOutputStream().write(bytes, from, length);
  }

  @Override
  public void end() throws IOException {
    to.shutdownOutput();
    whenEnded.ended();
  }
}
