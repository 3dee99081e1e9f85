package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.entry.RequestParser.Parsed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What a parser has made of some bytes.
 *
 * @param result the last one
 * @param replies all of them, in hexadecimal digits
 * @param left bytes that it did not take
 */
record Fed(Parsed result, String replies, int left) {
  /** All bytes at once. */
  static Fed whole(RequestParser parser, byte[] bytes) {
    return inPieces(parser, bytes, bytes.length);
  }

  /** As the relay brings them: what was not taken comes again, with more. */
  static Fed inPieces(RequestParser parser, byte[] bytes, int size) {
    ByteArrayOutputStream replies = new ByteArrayOutputStream();
    Parsed result = new Parsed.Incomplete(ByteBuffer.allocate(0));
    int taken = 0;
    for (int end = 0; end < bytes.length && result instanceof Parsed.Incomplete; ) {
      end = Math.min(bytes.length, end + Math.max(1, size));
      ByteBuffer input = ByteBuffer.wrap(bytes, taken, end - taken);
      if (input.hasRemaining()) {
        result = parser.read(input);
        taken = input.position();
        byte[] reply = new byte[result.reply().remaining()];
        result.reply().get(reply);
        replies.writeBytes(reply);
      }
    }
    return new Fed(result, HexFormat.of().formatHex(replies.toByteArray()), bytes.length - taken);
  }

  /** {@code host:port}, the reason, or {@code incomplete}. */
  String outcome() {
    return switch (result) {
      case Parsed.Complete complete -> complete.target().toString();
      case Parsed.Invalid invalid -> invalid.reason().code();
      case Parsed.Incomplete more -> "incomplete";
    };
  }
}
