package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Parses SOCKS5 without authentication (RFC 1928): the greeting and the request. It consumes
 * complete messages only; none is longer than 262 bytes.
 */
final class Socks5Parser implements RequestParser {
  static final byte VERSION = 5;
  private static final byte NO_AUTHENTICATION = 0;
  private static final byte NONE_ACCEPTABLE = (byte) 0xff;
  private static final byte CONNECT = 1;
  private static final byte IPV4 = 1;
  private static final byte NAME = 3;
  private static final byte IPV6 = 4;

  /** Of a request: version, command, a reserved byte, address type. */
  private static final int HEAD = 4;

  private static final int PORT_BYTES = 2;

  private boolean greeted;

  @Override
  public Parsed read(ByteBuffer input) {
    return greeted ? request(input, ByteBuffer.allocate(0)) : greeting(input);
  }

  private Parsed greeting(ByteBuffer input) {
    int start = input.position();
    if (input.remaining() < 2 || input.remaining() < 2 + unsigned(input, start + 1)) {
      return new Parsed.Incomplete(ByteBuffer.allocate(0));
    }
    int methods = unsigned(input, start + 1);
    boolean acceptable = false;
    for (int i = 0; i < methods; i++) {
      acceptable |= input.get(start + 2 + i) == NO_AUTHENTICATION;
    }
    input.position(start + 2 + methods);
    if (!acceptable) {
      ByteBuffer none = ByteBuffer.wrap(new byte[] {VERSION, NONE_ACCEPTABLE});
      return new Parsed.Invalid(none, Reason.AUTHENTICATION_REQUIRED);
    }
    greeted = true;
    // A client that is in a hurry has sent its request too.
    return request(input, ByteBuffer.wrap(new byte[] {VERSION, NO_AUTHENTICATION}));
  }

  private static Parsed request(ByteBuffer input, ByteBuffer reply) {
    int start = input.position();
    if (input.remaining() < HEAD) {
      return new Parsed.Incomplete(reply);
    }
    Optional<Reason> fault = fault(input, start);
    if (fault.isPresent()) {
      return new Parsed.Invalid(reply, fault.get());
    }
    // The first byte of the address counts the bytes of a name.
    if (input.remaining() == HEAD) {
      return new Parsed.Incomplete(reply);
    }
    byte type = input.get(start + HEAD - 1);
    int length = length(type, unsigned(input, start + HEAD));
    if (input.remaining() < HEAD + length + PORT_BYTES) {
      return new Parsed.Incomplete(reply);
    }
    byte[] address = new byte[length];
    input.position(start + HEAD).get(address);
    int port = Short.toUnsignedInt(input.getShort());
    return host(type, address)
        .filter(host -> port > 0)
        .<Parsed>map(host -> new Parsed.Complete(reply, new HostAndPort(host, port)))
        .orElseGet(() -> new Parsed.Invalid(reply, Reason.MALFORMED));
  }

  private static Optional<Reason> fault(ByteBuffer input, int start) {
    if (input.get(start) != VERSION) {
      return Optional.of(Reason.MALFORMED);
    }
    if (input.get(start + 1) != CONNECT) {
      return Optional.of(Reason.UNSUPPORTED_COMMAND);
    }
    return switch (input.get(start + HEAD - 1)) {
      case IPV4, NAME, IPV6 -> Optional.empty();
      default -> Optional.of(Reason.UNSUPPORTED_ADDRESS_TYPE);
    };
  }

  private static int length(byte type, int first) {
    return switch (type) {
      case IPV4 -> 4;
      case IPV6 -> 16;
      default -> 1 + first;
    };
  }

  private static Optional<String> host(byte type, byte[] address) {
    if (type == NAME) {
      // Bytes beyond ASCII become characters that no host has.
      return TargetHost.parse(
          new String(address, 1, address.length - 1, StandardCharsets.ISO_8859_1));
    }
    try {
      return TargetHost.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes or sixteen", e);
    }
  }

  private static int unsigned(ByteBuffer input, int index) {
    return Byte.toUnsignedInt(input.get(index));
  }
}
