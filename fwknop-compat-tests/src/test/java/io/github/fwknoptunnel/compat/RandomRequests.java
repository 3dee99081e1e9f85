package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random requests. {@code text}, from 1 to 8, is how long their texts may get. */
final class RandomRequests {
  /** Who makes the packet: the reference's command line can say less than a packet can. */
  enum Maker {
    /** User names end after 29 characters, the time is now, there is no server-auth field. */
    FWKNOP(29),
    US(48);

    private final int longestUsername;

    Maker(int longestUsername) {
      this.longestUsername = longestUsername;
    }
  }

  private static final String IN_USERNAMES =
      IntStream.rangeClosed(0x20, 0x7e)
          .filter(c -> "\"/\\[]:;|=,+*?<>".indexOf(c) < 0)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());
  private static final String IN_COMMANDS =
      IntStream.rangeClosed(0x20, 0x7e).mapToObj(Character::toString).collect(Collectors.joining())
          + "äß€中🔑";
  private static final String IN_HOSTS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final RandomGenerator random;
  private final Maker maker;

  RandomRequests(RandomGenerator random, Maker maker) {
    this.random = random;
    this.maker = maker;
  }

  Username username(int text) {
    return new Username(text(IN_USERNAMES, 1 + random.nextInt(maker.longestUsername * text / 8)));
  }

  /**
   * Whatever a server can read; the age is not judged here. The reference's own clock has ten
   * digits, so that is what must fit into its packets.
   */
  Instant timestamp() {
    long first = maker == Maker.FWKNOP ? 1_000_000_000 : 0;
    return Instant.ofEpochSecond(random.nextLong(first, 1L + Integer.MAX_VALUE));
  }

  Optional<String> serverAuth(int text) {
    boolean wanted = maker == Maker.US && text > 1 && random.nextInt(4) == 0;
    return wanted ? Optional.of(text(IN_COMMANDS, 1 + random.nextInt(12))) : Optional.empty();
  }

  AllowIp allowed() {
    return new AllowIp(random.nextInt(8) == 0 ? "0.0.0.0" : ipv4());
  }

  SpaRequest request(MessageType type, int text) {
    Optional<Duration> openFor =
        Optional.of(Duration.ofSeconds(random.nextInt(1, 65537))).filter(d -> type.hasTimeout());
    return switch (type) {
      case COMMAND -> new SpaRequest.Command(command(text));
      case ACCESS, CLIENT_TIMEOUT_ACCESS ->
          new SpaRequest.Access(ports(text), Optional.empty(), openFor);
      case NAT_ACCESS, CLIENT_TIMEOUT_NAT_ACCESS ->
          new SpaRequest.Access(
              ports(text), Optional.of(SpaRequest.Nat.to(natTarget(text))), openFor);
      case LOCAL_NAT_ACCESS, CLIENT_TIMEOUT_LOCAL_NAT_ACCESS ->
          new SpaRequest.Access(
              ports(text), Optional.of(SpaRequest.Nat.local(natTarget(text))), openFor);
    };
  }

  /** Nothing happens if a server should run it after all. */
  private String command(int text) {
    return "/bin/true " + text(IN_COMMANDS, random.nextInt(1, 8 * text));
  }

  private List<PortSpec> ports(int text) {
    return Stream.generate(this::port).limit(1 + random.nextInt(text)).toList();
  }

  private PortSpec port() {
    PortSpec.Protocol protocol =
        random.nextBoolean() ? PortSpec.Protocol.TCP : PortSpec.Protocol.UDP;
    return new PortSpec(protocol, portNumber());
  }

  private int portNumber() {
    return random.nextInt(1, random.nextBoolean() ? 1024 : 65536);
  }

  private NatTarget natTarget(int text) {
    String host =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> name(text);
          default -> ipv4();
        };
    return new NatTarget(host, portNumber());
  }

  private String name(int text) {
    String label = text(IN_HOSTS, 1 + random.nextInt(text));
    String host =
        label + (random.nextBoolean() ? "-" : ".") + text(IN_HOSTS, 1 + random.nextInt(text));
    return random.nextInt(4) == 0 ? host + ".example" : host;
  }

  private String ipv4() {
    return random.ints(4, 0, 256).mapToObj(Integer::toString).collect(Collectors.joining("."));
  }

  private String text(String alphabet, int length) {
    int[] characters = alphabet.codePoints().toArray();
    return random
        .ints(length, 0, characters.length)
        .mapToObj(i -> Character.toString(characters[i]))
        .collect(Collectors.joining());
  }
}
