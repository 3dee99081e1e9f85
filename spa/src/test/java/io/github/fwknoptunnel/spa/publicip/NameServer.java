package io.github.fwknoptunnel.spa.publicip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A name server of this machine that answers each question with the datagrams a test wants. */
final class NameServer implements AutoCloseable {
  static final String NAME = "myip.opendns.com";

  private final DatagramSocket port = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
  private final Function<byte[], List<byte[]>> answers;

  NameServer(Function<byte[], List<byte[]>> answers) throws IOException {
    this.answers = answers;
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) port.getLocalSocketAddress();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        port.receive(question);
        byte[] bytes = Arrays.copyOf(question.getData(), question.getLength());
        for (byte[] answer : answers.apply(bytes)) {
          port.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
