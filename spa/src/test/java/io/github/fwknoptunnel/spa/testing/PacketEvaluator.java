package io.github.fwknoptunnel.spa.testing;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts and refuses packets as one stanza of fwknopd's {@code access.conf} does: keys, replays,
 * age, and what may be requested. Needs no socket. Thread-safe.
 */
public final class PacketEvaluator {
  private final SpaOpener opener;
  private final Policy policy;
  private final InstantSource clock;
  private final Set<SpaPacket> seen = new HashSet<>();

  /**
   * What a stanza allows.
   *
   * @param ports its {@code OPEN_PORTS}; empty if every port may be opened
   * @param nat whether NAT is enabled
   * @param commands its {@code ENABLE_CMD_EXEC}
   * @param maxAge the server's {@code MAX_SPA_PACKET_AGE}, to both sides of its clock; empty if age
   *     is not checked
   */
  public record Policy(
      Optional<Set<PortSpec>> ports, boolean nat, boolean commands, Optional<Duration> maxAge) {
    /** Two minutes, as fwknopd has it unless its configuration says otherwise. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(120);

    /** Only these ports, for packets that are at most two minutes off. */
    public static Policy allowing(Set<PortSpec> ports) {
      return new Policy(Optional.of(Set.copyOf(ports)), false, false, Optional.of(DEFAULT_MAX_AGE));
    }

    /** All that a packet can request, whatever its age. */
    public static Policy allowingAll() {
      return new Policy(Optional.empty(), true, true, Optional.empty());
    }
  }

  /**
   * A server that has seen no packet yet.
   *
   * @param opener has the keys and algorithms; borrows them from the caller
   * @param clock the server's
   */
  public PacketEvaluator(SpaOpener opener, Policy policy, InstantSource clock) {
    this.opener = opener;
    this.policy = policy;
    this.clock = clock;
  }

  /** Decides about a packet as it came. It is remembered once it could be decrypted. */
  public synchronized Verdict judge(SpaPacket packet) {
    if (seen.contains(packet)) {
      return Verdict.of(Verdict.Result.REPLAYED);
    }
    OpenedPacket opened;
    try {
      opened = opener.open(packet);
    } catch (PacketException e) {
      return Verdict.of(Verdict.Result.NOT_DECRYPTED);
    }
    seen.add(packet);
    return Verdict.of(judge(opened.fields()), opened);
  }

  private Verdict.Result judge(SpaFields fields) {
    Duration age =
        Duration.between(
                Instant.ofEpochSecond(fields.timestamp()),
                Instant.ofEpochSecond(clock.instant().getEpochSecond()))
            .abs();
    if (policy.maxAge().filter(max -> age.compareTo(max) > 0).isPresent()) {
      return Verdict.Result.EXPIRED;
    }
    return allows(fields) ? Verdict.Result.ACCEPTED : Verdict.Result.NOT_ALLOWED;
  }

  private boolean allows(SpaFields fields) {
    if (fields.type() == MessageType.COMMAND) {
      return policy.commands();
    }
    List<PortSpec> requested = ports(fields);
    return (policy.nat() || !fields.type().hasNat())
        && !requested.isEmpty()
        && (policy.ports().isEmpty() || policy.ports().get().containsAll(requested));
  }

  /** The ports that a message requests; none for a command, and for protocols without ports. */
  static List<PortSpec> ports(SpaFields fields) {
    if (fields.type() == MessageType.COMMAND) {
      return List.of();
    }
    try {
      return PortSpec.parseList(fields.message().substring(fields.message().indexOf(',') + 1));
    } catch (MessageException e) {
      return List.of();
    }
  }
}
