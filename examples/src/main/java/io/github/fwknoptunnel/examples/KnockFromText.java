package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Sends a packet without a file, as on Android: {@code KnockFromText HOST SPA-PORT PORT}. */
public final class KnockFromText {
  private KnockFromText() {}

  /** Two lines of stdin are the keys in base64, for encryption and for the HMAC. */
  public static void main(String[] args) throws Exception {
    var text = new Scanner(System.in, StandardCharsets.US_ASCII);
    try (var encryption = EncryptionKey.fromBase64(text.nextLine());
        var hmac = HmacKey.fromBase64(text.nextLine())) {
      var client = SpaClient.builder(SpaKeys.of(encryption, hmac)).build();
      var address = InetAddress.getByName(args[0]);
      var server = new SpaServer(args[0], address, Integer.parseInt(args[1]));
      client.knock(SpaRequest.access(PortSpec.tcp(Integer.parseInt(args[2]))), server);
    }
  }
}
