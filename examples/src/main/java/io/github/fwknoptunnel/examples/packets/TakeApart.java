package io.github.fwknoptunnel.examples.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Prints the layers of a packet, for those who write a client or a server of their own: {@code
 * TakeApart KEY-FILE PACKET}. The file needs an HMAC key. docs/PROTOCOL.md describes the layers.
 */
public final class TakeApart {
  /** Base64 of OpenSSL's {@code Salted__}, which packets omit. */
  private static final String PREFIX = "U2FsdGVkX1";

  private TakeApart() {}

  public static void main(String[] args) throws Exception {
    try (var settings = KeyFile.read(Path.of(args[0]))) {
      var keys = settings.keys();
      print(new SpaPacket(args[1]), keys.encryption(), keys.hmac().orElseThrow(), settings.suite());
    }
  }

  private static void print(
      SpaPacket packet, EncryptionKey encryption, HmacKey hmac, SpaSuite suite) {
    int end = packet.wire().length() - suite.hmac().base64Length();
    String sealed = PREFIX + packet.wire().substring(0, end);
    System.out.println("hmac      " + packet.wire().substring(end));
    System.out.println(
        "expected  " + base64(hmac.authenticate(sealed.getBytes(US_ASCII), suite.hmac())));
    SaltedCiphertext ciphertext =
        SaltedCiphertext.parse(Base64.getDecoder().decode(sealed)).orElseThrow();
    System.out.println("salt      " + ciphertext.salt());
    byte[] plaintext = encryption.decrypt(ciphertext, suite.mode()).orElseThrow();
    String text = new String(plaintext, US_ASCII);
    int fields = text.lastIndexOf(':');
    System.out.println("fields    " + text.substring(0, fields));
    String digest = text.substring(fields + 1);
    System.out.println("digest    " + digest);
    for (HashAlgorithm algorithm : HashAlgorithm.withBase64Length(digest.length())) {
      byte[] computed = algorithm.digest(text.substring(0, fields).getBytes(US_ASCII));
      System.out.println(algorithm + "  " + base64(computed));
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
