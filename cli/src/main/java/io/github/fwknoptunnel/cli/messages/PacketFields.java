package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in a packet. Names and order are stable, since programs read them: docs/INSPECT.md.
 *
 * @param hmac its type, absent if none was looked at
 */
public record PacketFields(OpenedPacket packet, Optional<HashAlgorithm> hmac, EncryptionMode mode) {

  /** One line a field, without those that the packet does not have. */
  public List<String> lines() {
    return values().entrySet().stream()
        .filter(field -> field.getValue() != null)
        .map(field -> line(field.getKey(), field.getValue()))
        .toList();
  }

  /** One of the lines. */
  public static String line(String name, @Nullable Object value) {
    return "%-18s %s".formatted(name, LogSanitizer.of(String.valueOf(value)));
  }

  /** Every field; one that the packet does not have is null. */
  public Map<String, @Nullable Object> values() {
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
