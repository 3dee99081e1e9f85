package io.github.fwknoptunnel.tunnel.entry;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern for the hosts that a rule matches. */
sealed interface HostPattern {
  /** {@code 10.0.0.0/8}, or an IPv6 network, with or without brackets. */
  Pattern NETWORK = Pattern.compile("(?<address>[^/]+)/(?<bits>[0-9]{1,3})");

  /** Reads a pattern; empty for what is none. */
  static Optional<HostPattern> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(new Any());
    }
    if (text.startsWith("*.")) {
      return TargetHost.parse(text.substring(2))
          .filter(domain -> TargetHost.address(domain).isEmpty())
          .map(Suffix::new);
    }
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    Matcher network = NETWORK.matcher(brackets ? text.substring(1, text.length() - 1) : text);
    if (network.matches()) {
      return TargetHost.parseAddress(network.group("address"))
          .flatMap(base -> Network.of(base, Integer.parseInt(network.group("bits"))));
    }
    return TargetHost.parse(text).map(Exact::new);
  }

  /** Whether it is about a host, in the form of {@link TargetHost}. */
  boolean matches(String target);

  /** Whether this one matches whatever {@code other} matches. */
  boolean covers(HostPattern other);

  /** Every host. */
  record Any() implements HostPattern {
    @Override
    public boolean matches(String target) {
      return true;
    }

    @Override
    public boolean covers(HostPattern other) {
      return true;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /** One name, or one address. */
  record Exact(String host) implements HostPattern {
    @Override
    public boolean matches(String target) {
      return target.equals(host);
    }

    @Override
    public boolean covers(HostPattern other) {
      return equals(other);
    }

    @Override
    public String toString() {
      return host.contains(":") ? "[" + host + "]" : host;
    }
  }

  /** Every name below a domain; not the domain itself. */
  record Suffix(String domain) implements HostPattern {
    @Override
    public boolean matches(String target) {
      return target.endsWith("." + domain) && TargetHost.address(target).isEmpty();
    }

    @Override
    public boolean covers(HostPattern other) {
      return switch (other) {
        case Exact one -> matches(one.host());
        case Suffix below -> below.equals(this) || matches(below.domain());
        case Any all -> false;
        case Network network -> false;
      };
    }

    @Override
    public String toString() {
      return "*." + domain;
    }
  }

  /** Every address of a network: those with the same first bits. */
  record Network(InetAddress base, int bits) implements HostPattern {
    /** Empty if there are not so many bits, or the address has others beyond them. */
    static Optional<HostPattern> of(InetAddress base, int bits) {
      int length = base.getAddress().length * Byte.SIZE;
      return bits > length || !masked(base, bits).equals(bytes(base))
          ? Optional.empty()
          : Optional.of(new Network(base, bits));
    }

    private static ByteBuffer bytes(InetAddress address) {
      return ByteBuffer.wrap(address.getAddress());
    }

    private static ByteBuffer masked(InetAddress address, int bits) {
      byte[] bytes = address.getAddress();
      for (int i = 0; i < bytes.length; i++) {
        int kept = Math.clamp(bits - i * (long) Byte.SIZE, 0, Byte.SIZE);
        bytes[i] &= (byte) (0xff00 >> kept);
      }
      return ByteBuffer.wrap(bytes);
    }

    private boolean contains(InetAddress address) {
      return address.getAddress().length == base.getAddress().length
          && masked(address, bits).equals(bytes(base));
    }

    @Override
    public boolean matches(String target) {
      return TargetHost.address(target).filter(this::contains).isPresent();
    }

    @Override
    public boolean covers(HostPattern other) {
      return switch (other) {
        case Exact one -> matches(one.host());
        case Network inner -> inner.bits() >= bits && contains(inner.base());
        case Any all -> false;
        case Suffix below -> false;
      };
    }

    @Override
    public String toString() {
      String address = base.getHostAddress();
      return address.contains(":") ? "[" + address + "/" + bits + "]" : address + "/" + bits;
    }
  }
}
