package io.github.fwknoptunnel.cli.config.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Plain keys as {@code --stdin} and {@code --fd} get them: the encryption key on the first line,
 * the HMAC key on the second, if there is one. Only a line feed ends a line, as with the fwknop
 * client, which reads but one. Wiped when closed.
 */
final class KeyLines implements AutoCloseable {
  private final List<byte[]> lines = new ArrayList<>();

  /** Takes {@code text} over and wipes it. */
  KeyLines(byte[] text) {
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, start, i));
        start = i + 1;
      }
    }
    Arrays.fill(text, (byte) 0);
  }

  byte[] encryptionKey() {
    return lines.getFirst();
  }

  Optional<byte[]> hmacKey() {
    return lines.stream().skip(1).findFirst().filter(line -> line.length > 0);
  }

  @Override
  public void close() {
    lines.forEach(line -> Arrays.fill(line, (byte) 0));
  }
}
