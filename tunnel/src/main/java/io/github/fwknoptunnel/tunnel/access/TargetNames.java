package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.HostList;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a target. The address that connected last comes first. Thread-safe.
 *
 * <p>The resolution of a name cannot be interrupted, so all that wait for a name share it: a name
 * server that does not answer blocks one thread for each name.
 */
public final class TargetNames {
  /** A name with more is a mistake, and each costs packets. */
  private static final int MAX_ADDRESSES = 4;

  private final HostList hosts;
  private final int port;
  private final KnockTarget.Family family;
  private final Map<String, CompletableFuture<List<KnockTarget>>> pending =
      new ConcurrentHashMap<>();
  private volatile @Nullable KnockTarget winner;

  /** The names of a host: one, or several separated by commas. */
  public TargetNames(String host, int port, KnockTarget.Family family) {
    this.hosts = HostList.of(host);
    this.port = port;
    this.family = family;
  }

  /** At least one; that of the winner first. */
  List<String> inOrder() {
    KnockTarget last = winner;
    if (last == null || hosts.names().size() == 1) {
      return hosts.names();
    }
    List<String> names = new ArrayList<>(hosts.names());
    if (names.remove(last.host())) {
      names.addFirst(last.host());
    }
    return names;
  }

  /** Notes the address that connected. */
  void won(KnockTarget target) {
    winner = target;
  }

  /** The addresses of one of the names, the winner first; at least one. Blocks. */
  List<KnockTarget> resolve(String name, long connection) throws ConnectFailedException {
    return winnerFirst(KnockTarget.resolve(name, port, connection, family)).stream()
        .limit(MAX_ADDRESSES)
        .toList();
  }

  List<KnockTarget> winnerFirst(List<KnockTarget> found) {
    KnockTarget last = winner;
    return last == null
        ? found
        : found.stream()
            .sorted(Comparator.comparing(target -> !target.address().equals(last.address())))
            .toList();
  }

  /** The same on another thread; completes exceptionally as {@link #resolve} fails. */
  CompletableFuture<List<KnockTarget>> lookUp(String name, long connection) {
    CompletableFuture<List<KnockTarget>> mine = new CompletableFuture<>();
    CompletableFuture<List<KnockTarget>> theirs = pending.putIfAbsent(name, mine);
    if (theirs != null) {
      return theirs;
    }
    try {
      Thread.ofPlatform()
          .name("resolve-" + name)
          .daemon()
          .start(() -> answer(mine, name, connection));
    } catch (RuntimeException | Error e) {
      pending.remove(name);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void answer(CompletableFuture<List<KnockTarget>> question, String name, long connection) {
    try {
      List<KnockTarget> found = resolve(name, connection);
      pending.remove(name);
      question.complete(found);
    } catch (ConnectFailedException | RuntimeException | Error e) {
      pending.remove(name);
      question.completeExceptionally(e);
    }
  }
}
