package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses HTTP CONNECT (RFC 9110, section 9.3.6, in the form of RFC 9112). The header is read line
 * by line and ignored, except for fields that would make the end of the request unclear.
 */
final class HttpConnectParser implements RequestParser {
  /** Of a request line and all headers. */
  static final int MAX_BYTES = 8 * 1024;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("(?<method>[A-Z]{1,32}) (?<target>[!-~]+) HTTP/1\\.[0-9]");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[^\\[\\]]+\\]|[^:\\[\\]]+):(?<port>[0-9]{1,5})");
  private static final Pattern HEADER =
      Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(?<value>[^\\r\\x00]*)");

  private final StringBuilder line = new StringBuilder();
  private int taken;
  private @Nullable HostAndPort target;

  @Override
  public Parsed read(ByteBuffer input) {
    while (input.hasRemaining()) {
      char next = (char) Byte.toUnsignedInt(input.get());
      if (++taken > MAX_BYTES) {
        return invalid(Reason.TOO_LONG);
      }
      if (next != '\n') {
        line.append(next);
        continue;
      }
      Parsed result = endOfLine(text());
      line.setLength(0);
      if (!(result instanceof Parsed.Incomplete)) {
        return result;
      }
    }
    return new Parsed.Incomplete(ByteBuffer.allocate(0));
  }

  /** Without the carriage return, which some clients leave out (RFC 9112, section 2.2). */
  private String text() {
    int length = line.length();
    boolean cr = length > 0 && line.charAt(length - 1) == '\r';
    return line.substring(0, cr ? length - 1 : length);
  }

  private Parsed endOfLine(String text) {
    HostAndPort known = target;
    if (known == null) {
      return requestLine(text);
    }
    if (text.isEmpty()) {
      return new Parsed.Complete(ByteBuffer.allocate(0), known);
    }
    return header(text);
  }

  private Parsed requestLine(String text) {
    Matcher matcher = REQUEST_LINE.matcher(text);
    if (!matcher.matches()) {
      return invalid(Reason.MALFORMED);
    }
    if (!matcher.group("method").equals("CONNECT")) {
      return invalid(Reason.UNSUPPORTED_COMMAND);
    }
    Optional<HostAndPort> named = authority(matcher.group("target"));
    if (named.isEmpty()) {
      return invalid(Reason.MALFORMED);
    }
    target = named.get();
    return new Parsed.Incomplete(ByteBuffer.allocate(0));
  }

  private static Optional<HostAndPort> authority(String text) {
    Matcher matcher = AUTHORITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group("port"));
    return Ports.inRange(port)
        ? TargetHost.parse(matcher.group("host")).map(host -> new HostAndPort(host, port))
        : Optional.empty();
  }

  /**
   * A CONNECT has no content; with a length, its body and the tunnelled bytes could be mixed up.
   */
  private static Parsed header(String text) {
    Matcher matcher = HEADER.matcher(text);
    if (!matcher.matches()) {
      return invalid(Reason.MALFORMED);
    }
    String value = matcher.group("value").strip();
    boolean body =
        switch (matcher.group("name").toLowerCase(Locale.ROOT)) {
          case "content-length" -> !value.equals("0");
          case "transfer-encoding" -> true;
          default -> false;
        };
    return body ? invalid(Reason.MALFORMED) : new Parsed.Incomplete(ByteBuffer.allocate(0));
  }

  private static Parsed invalid(Reason reason) {
    return new Parsed.Invalid(ByteBuffer.allocate(0), reason);
  }
}
