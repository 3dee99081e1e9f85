package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file as lines, from which its exact bytes can be restored.
 *
 * @param charset UTF-8, or ISO 8859-1 for a file that is not UTF-8: both restore the exact bytes,
 *     which matters for keys
 * @param mark the byte order mark that some editors write first, or nothing
 */
record RcText(Path file, Charset charset, String mark, List<RcLine> lines) {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  static RcText empty(Path file) {
    return new RcText(file, StandardCharsets.UTF_8, "", List.of());
  }

  /** The same for a file from elsewhere, which may be no text of ours at all. */
  static RcText checked(Path file, byte[] bytes) throws RcException {
    if (SmallFile.isUtf16(bytes)) {
      throw new RcException(Reason.UTF_16, Location.of(file));
    }
    return of(file, bytes);
  }

  static RcText of(Path file, byte[] bytes) {
    String text;
    Charset charset = StandardCharsets.UTF_8;
    try {
      text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      charset = StandardCharsets.ISO_8859_1;
      text = new String(bytes, charset);
    }
    // By its bytes, so that it is there whichever of the two the file is taken for.
    String possible = new String(BYTE_ORDER_MARK, charset);
    String mark = text.startsWith(possible) ? possible : "";
    return new RcText(file, charset, mark, split(text.substring(mark.length())));
  }

  /** Only a line feed ends a line; {@link String#lines} would split at a carriage return too. */
  private static List<RcLine> split(String text) {
    List<RcLine> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      lines.add(new RcLine(lines.size() + 1, text.substring(start, end), feed < 0 ? "" : "\n"));
      start = end + 1;
    }
    return List.copyOf(lines);
  }

  /** Reads a line that is neither ignored nor a header. */
  RcAssignment setting(RcLine line, Optional<String> stanza) throws RcException {
    Location where = at(line, stanza);
    if (line.isBase64Alone() && isBelowKey(line)) {
      throw new RcException(Reason.REST_OF_KEY, where);
    }
    return RcAssignment.parse(line, charset, where);
  }

  private boolean isBelowKey(RcLine line) {
    int above = line.number() - 2;
    return above >= 0 && lines.get(above).holdsKey();
  }

  Location at(RcLine line, Optional<String> stanza) {
    return new Location(file, line.number(), stanza, Optional.empty());
  }

  /** The text may hold keys, so it is never shown. */
  @Override
  public String toString() {
    return file + ", " + lines.size() + " lines";
  }
}
