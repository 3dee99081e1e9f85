package io.github.fwknoptunnel.cli.terminal;

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
    text.chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c < 0x20 || c == 0x7f ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
