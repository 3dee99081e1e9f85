package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.message.SpaFields;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * Joins the nine fields with colons, {@code nonce:user:time:version:type:message…} (PROTOCOL.md
 * section 2). {@link MessageDecoder} is the reverse.
 */
final class MessageEncoder {
  private MessageEncoder() {}

  static String encode(SpaFields fields) {
    StringJoiner joined = new StringJoiner(":");
    joined.add(fields.random());
    joined.add(base64(fields.username()));
    joined.add(Long.toString(fields.timestamp()));
    joined.add(fields.version());
    joined.add(Integer.toString(fields.type().code()));
    joined.add(base64(fields.message()));
    fields.natAccess().ifPresent(nat -> joined.add(base64(nat)));
    fields.serverAuth().ifPresent(auth -> joined.add(base64(auth)));
    fields.clientTimeout().ifPresent(timeout -> joined.add(Long.toString(timeout.toSeconds())));
    return joined.toString();
  }

  private static String base64(String field) {
    return UnpaddedBase64.encode(field.getBytes(StandardCharsets.UTF_8));
  }
}
