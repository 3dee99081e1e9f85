package io.github.fwknoptunnel.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A web server of this machine, as services are that tell their visitors' address. Whoever asks for
 * {@code /ip/TEXT} is told TEXT; other pages are not there.
 */
public final class WebPages implements AutoCloseable {
  private final HttpServer server;

  private WebPages(HttpServer server) {
    this.server = server;
  }

  public static WebPages open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/ip/", exchange -> answer(exchange, 200));
    server.createContext("/", exchange -> answer(exchange, 404));
    server.start();
    return new WebPages(server);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] text = path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }

  /** {@code 127.0.0.1:PORT}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
