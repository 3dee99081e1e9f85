package io.github.fwknoptunnel.cli.command.inspect;

import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in a packet. Names and order are stable, since programs read them: docs/INSPECT.md.
 *
 * @param hmac its type, absent if none was looked at
 */
record InspectReport(OpenedPacket packet, Optional<HashAlgorithm> hmac, EncryptionMode mode) {

  void print(boolean json, Console console) {
    if (json) {
      JsonObject object = new JsonObject();
      fields().forEach(object::put);
      console.out().println(object);
      return;
    }
    fields()
        .forEach((name, value) -> {
          if (value != null) {
            console.out().printf("%-18s %s%n", name, LogSanitizer.of(value.toString()));
          }
        });
  }

  private Map<String, @Nullable Object> fields() {
    SpaFields in = packet.fields();
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("message_type", in.type().code());
    out.put("message_type_name", in.type().name().toLowerCase(Locale.ROOT));
    out.put("random", in.random());
    out.put("username", in.username());
    out.put("timestamp", in.timestamp());
    out.put("version", in.version());
    out.put("message", in.message());
    out.put("nat_access", in.natAccess().orElse(null));
    out.put("server_auth", in.serverAuth().orElse(null));
    out.put("client_timeout", in.clientTimeout().map(Duration::toSeconds).orElse(null));
    out.put("digest_type", packet.digestType().toString());
    out.put("digest", packet.digest());
    out.put("hmac_type", hmac.map(HashAlgorithm::toString).orElse(null));
    out.put("encryption_mode", mode.toString());
    return out;
  }
}
