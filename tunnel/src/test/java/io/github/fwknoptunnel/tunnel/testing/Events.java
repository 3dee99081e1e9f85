package io.github.fwknoptunnel.tunnel.testing;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what happened in a tunnel. */
public final class Events implements TunnelListener {
  private final List<TunnelEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(TunnelEvent event) {
    all.add(event);
  }

  public <E extends TunnelEvent> List<E> of(Class<E> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The first event of its kind, which may still be to come. */
  public <E extends TunnelEvent> E await(Class<E> kind) throws Exception {
    return await(kind, 1).getFirst();
  }

  /** At least {@code count} events of a kind. */
  public <E extends TunnelEvent> List<E> await(Class<E> kind, int count) throws Exception {
    try {
      eventually(count + " times " + kind.getSimpleName(), () -> of(kind).size() >= count);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + " in " + all, e);
    }
    return of(kind);
  }
}
