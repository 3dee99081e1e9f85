package io.github.fwknoptunnel.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script with gaps.
 *
 * @param text with placeholders {@code @NAME@}
 */
record Template(String text) {
  /** One of those beside this class. */
  static Template read(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("the jar lacks " + name);
      }
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Template with(String gap, Stream<String> lines) {
    return new Template(text.replace("@" + gap + "@", lines.collect(Collectors.joining("\n"))));
  }
}
