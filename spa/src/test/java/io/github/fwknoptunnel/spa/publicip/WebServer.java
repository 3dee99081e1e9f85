package io.github.fwknoptunnel.spa.publicip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A web server of this machine with one answer for all requests, byte by byte as a test wants it.
 */
final class WebServer implements AutoCloseable {
  private final ServerSocket port;
  private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final String answer;
  private final Manner manner;

  private enum Manner {
    POLITE,
    DEAF,
    STALLING
  }

  private WebServer(ServerSocketFactory ports, String answer, Manner manner) throws IOException {
    this.port = ports.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.answer = answer;
    this.manner = manner;
    Thread.ofVirtual().start(this::serve);
  }

  /** Sends exactly this and closes. */
  static WebServer saying(String answer) throws IOException {
    return new WebServer(ServerSocketFactory.getDefault(), answer, Manner.POLITE);
  }

  /** The same without waiting for a request, and without closing. */
  static WebServer deafSaying(String answer) throws IOException {
    return new WebServer(ServerSocketFactory.getDefault(), answer, Manner.DEAF);
  }

  /** Sends exactly this and then nothing, with the connection left open. */
  static WebServer stallingAfter(String answer) throws IOException {
    return new WebServer(ServerSocketFactory.getDefault(), answer, Manner.STALLING);
  }

  /** Sends exactly this over TLS and closes. */
  static WebServer overTls(SSLContext context, String answer) throws IOException {
    return new WebServer(context.getServerSocketFactory(), answer, Manner.POLITE);
  }

  static WebServer withStatus(String status, String body) throws IOException {
    return saying(
        "HTTP/1.1 "
            + status
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  static WebServer withBody(String body) throws IOException {
    return withStatus("200 OK", body);
  }

  ResolverUrl url() {
    return new ResolverUrl(URI.create("http://127.0.0.1:" + port.getLocalPort() + "/myip"));
  }

  /** The lines of the next request that came. */
  List<String> request() throws InterruptedException {
    return requests.take();
  }

  int requestsLeft() {
    return requests.size();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = port.accept();
        clients.add(client);
        answer(client);
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void answer(Socket client) {
    try {
      if (manner != Manner.DEAF) {
        requests.add(requestOf(client));
      }
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      if (manner == Manner.POLITE) {
        client.close();
      }
    } catch (IOException | UncheckedIOException e) {
      // The client left, as some tests want it to.
    }
  }

  private static List<String> requestOf(Socket client) throws IOException {
    var in = new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII);
    return new BufferedReader(in).lines().takeWhile(line -> !line.isEmpty()).toList();
  }

  @Override
  public void close() throws IOException {
    port.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
