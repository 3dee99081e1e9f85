package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.SpaFields;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table {@code SPA Field Values} that fwknop and fwknopd print of a packet. */
record FieldDump(Map<String, String> values) {
  private static final String TITLE = "SPA Field Values:\n=================\n";

  /** The first table in {@code output}, up to its empty line; empty if there is none. */
  static Optional<FieldDump> firstIn(String output) {
    int title = output.indexOf(TITLE);
    if (title < 0) {
      return Optional.empty();
    }
    int start = title + TITLE.length();
    int end = output.indexOf("\n\n", start);
    return Optional.of(
        new FieldDump(
            Arrays.stream(output.substring(start, end).split("\n"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1]))));
  }

  SpaFields fields() {
    MessageType type = MessageType.ofCode(number("Message Type")).orElseThrow();
    Duration timeout = Duration.ofSeconds(number("Client Timeout"));
    return new SpaFields(
        value("Random Value"),
        value("Username"),
        Long.parseLong(value("Timestamp")),
        value("FKO Version"),
        type,
        value("Message String"),
        optional("Nat Access"),
        optional("Server Auth"),
        type.hasTimeout() ? Optional.of(timeout) : Optional.empty());
  }

  HashAlgorithm digestType() {
    return HashAlgorithm.named(name("Digest Type")).orElseThrow();
  }

  String digest() {
    return value("SPA Data Digest");
  }

  /** Empty for {@code None}. */
  Optional<HashAlgorithm> hmacType() {
    return HashAlgorithm.named(name("HMAC Type"));
  }

  /** A packet as the table shows it: the whole wire, or the part before the HMAC. */
  String data() {
    return value("Final SPA Data");
  }

  String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + values);
    }
    return value;
  }

  private Optional<String> optional(String name) {
    return Optional.of(value(name)).filter(value -> !value.equals("<NULL>"));
  }

  /** {@code 3 (SHA256)}: the number. */
  private int number(String name) {
    return Integer.parseInt(value(name).split(" ")[0]);
  }

  /** {@code 3 (SHA256)}: the name. */
  private String name(String name) {
    return value(name).replaceAll(".*\\((.*)\\)", "$1");
  }
}
