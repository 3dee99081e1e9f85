package io.github.fwknoptunnel.cli.process;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every few characters of some keys, as they are, in base64 and in hex. */
record KeyPieces(List<String> pieces) {
  /** Less than this of a key is no use, and could come by chance. */
  private static final int LENGTH = 8;

  static KeyPieces of(String... keys) {
    return new KeyPieces(
        Stream.of(keys).flatMap(KeyPieces::forms).flatMap(KeyPieces::piecesOf).toList());
  }

  private static Stream<String> forms(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
    String hex = HexFormat.of().formatHex(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return Stream.of(key, base64, hex, hex.toUpperCase(Locale.ROOT));
  }

  private static Stream<String> piecesOf(String form) {
    return Stream.iterate(0, at -> at + LENGTH <= form.length(), at -> at + 1)
        .map(at -> form.substring(at, at + LENGTH));
  }

  boolean areIn(String text) {
    return pieces.stream().anyMatch(text::contains);
  }
}
