package io.github.fwknoptunnel.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An old Redis: it knows ECHO, PING and the settings of a connection, and not protocol 3. */
final class RedisDouble {
  private RedisDouble() {}

  static void serve(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    for (String first = in.readLine(); first != null; first = in.readLine()) {
      List<String> words = new ArrayList<>();
      for (int i = Integer.parseInt(first.substring(1)); i > 0; i--) {
        in.readLine(); // its length
        words.add(in.readLine());
      }
      String answer =
          switch (words.getFirst().toUpperCase(Locale.ROOT)) {
            case "ECHO" -> "$" + words.getLast().length() + "\r\n" + words.getLast();
            case "HELLO" -> "-ERR unknown command";
            case "PING" -> "+PONG";
            default -> "+OK";
          };
      client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
