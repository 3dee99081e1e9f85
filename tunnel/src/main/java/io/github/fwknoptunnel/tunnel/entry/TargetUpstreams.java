package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Router;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The upstreams of the targets that clients name: made when a target is first named, shared by its
 * clients, and removed when no client has used it for a while. Thread-safe; never blocks.
 */
public final class TargetUpstreams {
  /** Longer than any access window. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  /** A client may name any number of targets; of more than these the oldest are forgotten. */
  private static final int MAX_TARGETS = 1024;

  private final Router router;
  private final Supplier<SocketAddress> own;
  private final BiFunction<HostAndPort, Optional<KnockConfig>, Upstreams> factory;
  private final LongSupplier nanos;

  /** The one that was used last comes last. */
  private final Map<HostAndPort, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  private record Known(Lookup.Found found, long used) {}

  /** What becomes of a target. */
  public sealed interface Lookup {
    /** By this rule, in this way. */
    record Found(String rule, Upstreams upstreams) implements Lookup {}

    /** It may not be connected to. */
    record Refused(Reason reason) implements Lookup {}
  }

  /** No target is known yet. {@code own} is where the proxy listens. */
  public TargetUpstreams(
      Router router,
      Supplier<SocketAddress> own,
      BiFunction<HostAndPort, Optional<KnockConfig>, Upstreams> factory) {
    this(router, own, factory, System::nanoTime);
  }

  TargetUpstreams(
      Router router,
      Supplier<SocketAddress> own,
      BiFunction<HostAndPort, Optional<KnockConfig>, Upstreams> factory,
      LongSupplier nanos) {
    this.router = router;
    this.own = own;
    this.factory = factory;
    this.nanos = nanos;
  }

  /** The cached upstream of a target, or a new one by the router's answer. */
  public synchronized Lookup find(HostAndPort target) {
    long now = nanos.getAsLong();
    forgetIdle(now);
    Known before = known.get(target);
    Lookup lookup = before == null ? resolve(target) : before.found();
    if (lookup instanceof Lookup.Found found) {
      known.put(target, new Known(found, now));
    }
    return lookup;
  }

  private void forgetIdle(long now) {
    var oldest = known.values().iterator();
    while (oldest.hasNext()
        && (now - oldest.next().used() > IDLE.toNanos() || known.size() > MAX_TARGETS)) {
      oldest.remove();
    }
  }

  private Lookup resolve(HostAndPort target) {
    @Nullable Route route = router.route(target).orElse(null);
    return switch (route) {
      case null -> new Lookup.Refused(Reason.NO_RULE);
      case Route.Reject reject -> new Lookup.Refused(Reason.REJECTED);
      case Route.Direct direct -> found(direct.rule(), target, Optional.empty());
      case Route.Knock knock -> found(knock.rule(), target, Optional.of(knock.knock()));
    };
  }

  private Lookup.Found found(String rule, HostAndPort target, Optional<KnockConfig> knock) {
    return new Lookup.Found(rule, new NotItself(factory.apply(target, knock), own));
  }

  /** How many targets are known. */
  synchronized int size() {
    return known.size();
  }
}
