package io.github.fwknoptunnel.cli.output;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object (RFC 8259) on one line, members in the order they are put. */
public final class JsonObject {
  private final StringJoiner members = new StringJoiner(",", "{", "}");

  /** Adds a string, a number, a boolean, null, another object, or a list of these. */
  public JsonObject put(String name, @Nullable Object value) {
    members.add(quoted(name) + ":" + json(value));
    return this;
  }

  private static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case JsonObject object -> object.toString();
      case List<?> list ->
          list.stream().map(JsonObject::json).collect(Collectors.joining(",", "[", "]"));
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  /** What a terminal would not show is escaped too: logs are read there. */
  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> LogSanitizer.isShown(c) ? Character.toString(c) : numbers(Character.toString(c));
    };
  }

  private static String numbers(String text) {
    StringBuilder numbers = new StringBuilder();
    text.chars().forEach(c -> numbers.append("\\u%04x".formatted(c)));
    return numbers.toString();
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
