package io.github.fwknoptunnel.examples.settings;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.SmallFile;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Opens a TCP port with secrets that an orchestrator mounts as files, {@code key} and {@code hmac},
 * both in base64: {@code MountedSecrets DIRECTORY SERVER SPA-PORT PORT}.
 */
public final class MountedSecrets {
  private MountedSecrets() {}

  public static void main(String[] args) throws Exception {
    var directory = Path.of(args[0]);
    try (var encryption = EncryptionKey.fromBase64(text(directory.resolve("key")));
        var hmac = HmacKey.fromBase64(text(directory.resolve("hmac")));
        var keys = SpaKeys.of(encryption, hmac)) {
      var server = SpaServer.resolve(args[1], Integer.parseInt(args[2]));
      var request = SpaRequest.access(PortSpec.tcp(Integer.parseInt(args[3])));
      SpaClient.builder(keys).build().knock(request, server);
    } catch (KeyException e) {
      System.err.println(of(e.kind()) + of(e.reason(), e.length(), e.limit()));
      System.exit(1);
    }
  }

  /** A larger file than any key is refused, such as one that was mounted by mistake. */
  private static String text(Path file) throws IOException {
    byte[] bytes = SmallFile.read(file);
    if (SmallFile.isUtf16(bytes)) {
      throw new IOException(file + " is in UTF-16");
    }
    return new String(bytes, StandardCharsets.US_ASCII).strip();
  }

  private static String of(KeyException.Kind kind) {
    return switch (kind) {
      case ENCRYPTION -> "the encryption key ";
      case HMAC -> "the HMAC key ";
      case PASS_PHRASE -> "the pass phrase ";
    };
  }

  private static String of(KeyException.Reason reason, int length, int limit) {
    return switch (reason) {
      case EMPTY -> "is empty";
      case TOO_LONG -> "has " + length + " bytes, and at most " + limit + " are allowed";
      case BAD_BASE64 -> "is not base64";
      case LINE_BREAK -> "has more than one line";
      case SAME_AS_ENCRYPTION_KEY -> "is the encryption key";
    };
  }
}
