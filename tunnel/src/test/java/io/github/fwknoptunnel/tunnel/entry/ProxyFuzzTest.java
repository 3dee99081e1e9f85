package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.entry.RequestParser.Parsed;
import io.github.fwknoptunnel.tunnel.relay.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whatever a client sends, it is a request or is refused, and means the same however it is cut into
 * pieces; a target is in the one form that rules are compared with.
 */
class ProxyFuzzTest {
  @FuzzTest
  void anyBytesAreASocks5RequestOrRefused(byte[] input) {
    assertSameInPieces(Socks5Parser::new, input);
  }

  @FuzzTest
  void anyBytesAreAnHttpRequestOrRefused(byte[] input) {
    assertSameInPieces(HttpConnectParser::new, input);
  }

  private static void assertSameInPieces(Supplier<RequestParser> parser, byte[] input) {
    Fed whole = Fed.whole(parser.get(), input);
    int size = input.length == 0 ? 1 : 1 + (input[input.length - 1] & 0x0f);
    assertEquals(whole, copy(whole, Fed.inPieces(parser.get(), input, size)));
    if (whole.result() instanceof Parsed.Complete complete) {
      HostAndPort target = complete.target();
      assertEquals(Optional.of(target.host()), TargetHost.parse(target.host()));
    }
    if (whole.result() instanceof Parsed.Incomplete) {
      assertTrue(input.length <= HttpConnectParser.MAX_BYTES);
    }
  }

  /** Of an unfinished or refused request more may be left in one piece than in many. */
  private static Fed copy(Fed whole, Fed pieces) {
    assertEquals(whole.outcome(), pieces.outcome());
    int left = whole.result() instanceof Parsed.Complete ? pieces.left() : whole.left();
    return new Fed(whole.result(), pieces.replies(), left);
  }

  @FuzzTest
  void anyFirstByteEndsInAStep(byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    ProxyHandshake handshake = new ProxyHandshake(new Anywhere());
    Handshake.Next next = Handshake.Next.READ;
    while (bytes.hasRemaining() && next == Handshake.Next.READ) {
      int before = bytes.remaining();
      next = handshake.read(bytes).next();
      if (bytes.remaining() == before) {
        return;
      }
    }
  }

  @FuzzTest
  void anyTextIsAPatternOrRefused(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    TargetPattern.parse(text)
        .ifPresent(
            pattern -> assertEquals(Optional.of(pattern), TargetPattern.parse(pattern.toString())));
  }

  private static final class Anywhere implements ProxyHandshake.Client {
    @Override
    public Optional<Reason> named(HostAndPort target) {
      return Optional.empty();
    }

    @Override
    public void refused(Reason reason) {}
  }
}
