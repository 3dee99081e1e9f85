package io.github.fwknoptunnel.examples.settings;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.PerServerKeyFile;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcKey;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.nio.file.Path;

/**
 * Opens a TCP port with the files of {@code fwknop --get-key} and {@code --get-hmac-key}, which
 * have a line {@code SERVER: KEY} for each server: {@code OldKeys KEYS HMAC-KEYS SERVER SPA-PORT
 * PORT}.
 */
public final class OldKeys {
  private OldKeys() {}

  public static void main(String[] args) throws Exception {
    RcKey encryption = keyOf(args[2], args[0]);
    RcKey hmac = keyOf(args[2], args[1]);
    System.out.println("keys of " + encryption.where() + " and " + hmac.where());
    try (var keys = SpaKeys.of(encryption.encryptionKey(), hmac.hmacKey())) {
      var server = SpaServer.resolve(args[2], Integer.parseInt(args[3]));
      var request = SpaRequest.access(PortSpec.tcp(Integer.parseInt(args[4])));
      SpaClient.builder(keys).build().knock(request, server);
    }
  }

  private static RcKey keyOf(String server, String file) throws RcException {
    return PerServerKeyFile.read(Path.of(file)).key(server);
  }
}
