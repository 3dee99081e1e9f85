package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.SpaFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what {@link MessageEncoder} encodes, with the limits of a 2.6.10 server. The result is
 * empty for anything else.
 */
final class MessageDecoder {
  private static final Pattern FIELDS =
      Pattern.compile(
          "(?<random>[0-9]{16}):(?<user>[^:]{1,64}):(?<time>[0-9]{1,12}):(?<version>[^:]{1,8}):(?<type>[0-6])"
              + ":(?<message>[^:]{1,256})(?<rest>(:[^:]+){0,3})");
  private static final Pattern TIMEOUT = Pattern.compile("[0-9]{1,5}");
  private static final long MAX_TIMEOUT = 65536;

  private MessageDecoder() {}

  static Optional<SpaFields> decode(String encoded) {
    Matcher fields = FIELDS.matcher(encoded);
    if (!fields.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(fieldsOf(fields));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SpaFields fieldsOf(Matcher fields) {
    MessageType type =
        MessageType.ofCode(Integer.parseInt(fields.group("type"))).orElseThrow(AssertionError::new);
    String rest = fields.group("rest");
    Deque<String> tail =
        new ArrayDeque<>(rest.isEmpty() ? List.of() : List.of(rest.substring(1).split(":")));
    // The last field is the timeout and the first the NAT target; what is left between is the
    // server's.
    Optional<Duration> timeout =
        type.hasTimeout() ? Optional.of(timeout(tail.pollLast())) : Optional.empty();
    Optional<String> nat = type.hasNat() ? text(tail.pollFirst()) : Optional.empty();
    Optional<String> auth = text(tail.pollFirst());
    if (!tail.isEmpty()) {
      throw new IllegalArgumentException("too many fields");
    }
    return new SpaFields(
        fields.group("random"),
        text(fields.group("user")).orElseThrow(AssertionError::new),
        Long.parseLong(fields.group("time")),
        fields.group("version"),
        type,
        text(fields.group("message")).orElseThrow(AssertionError::new),
        nat,
        auth,
        timeout);
  }

  private static Duration timeout(@Nullable String digits) {
    if (digits == null || !TIMEOUT.matcher(digits).matches()) {
      throw new IllegalArgumentException("no timeout");
    }
    long seconds = Long.parseLong(digits);
    if (seconds > MAX_TIMEOUT) {
      throw new IllegalArgumentException("timeout " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }

  private static Optional<String> text(@Nullable String base64) {
    return Optional.ofNullable(base64)
        .map(field -> new String(UnpaddedBase64.decode(field), StandardCharsets.UTF_8));
  }
}
