package io.github.fwknoptunnel.tunnel.soak;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. Thread-safe. */
final class Tally implements TunnelListener {
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> wrongBytes = new CopyOnWriteArrayList<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder visits = new LongAdder();
  private final AtomicLong alive = new AtomicLong();

  @Override
  public void onEvent(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.Accepted accepted -> alive.incrementAndGet();
      case TunnelEvent.Closed closed -> {
        alive.decrementAndGet();
        count("ended: " + closed.reason());
        if (closed.reason().name().equals("FAILED")) {
          unexpected("connection " + closed.connection() + " failed in the relay");
        }
      }
      case TunnelEvent.ConnectFailed lost ->
          count("not opened: " + lost.failure().getClass().getSimpleName());
      case TunnelEvent.AcceptBackoff paused -> unexpected("accepting paused: " + paused.cause());
      default -> count("event: " + event.getClass().getSimpleName());
    }
  }

  private void count(String what) {
    counts.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  void visited(Route route, int received) {
    visits.increment();
    bytes.add(received);
    count("visit: " + route.name());
  }

  void wrongByte(String what) {
    wrongBytes.add(what);
  }

  void unexpected(String what) {
    unexpected.add(what);
  }

  long visits() {
    return visits.sum();
  }

  /** Bytes that came back. */
  long bytes() {
    return bytes.sum();
  }

  /** Connections of the tunnels that are open. */
  long alive() {
    return alive.get();
  }

  List<String> wrongBytes() {
    return wrongBytes;
  }

  List<String> unexpected() {
    return unexpected;
  }

  /** By what is counted. */
  Map<String, Long> counts() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what, count.sum()));
    return sorted;
  }
}
