package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One connect that starts just before the first knock and is never waited for: if it gets through,
 * the port was open anyway. Thread-safe.
 */
public final class EarlyConnect implements AutoCloseable {
  /** A second after it started the kernel repeats it, and the port may be open by then. */
  private static final Duration FIRST_TRY = Duration.ofMillis(900);

  private final Map<InetSocketAddress, SocketChannel> channels = new ConcurrentHashMap<>();

  /** A knocker that starts it first. */
  public Knocker before(Knocker knocker) {
    return new EarlyKnocker(this, knocker);
  }

  private void start(InetSocketAddress target) {
    try {
      SocketChannel channel = Channels.stream(target.getAddress());
      channels.put(target, channel);
      channel.configureBlocking(false);
      channel.connect(target);
    } catch (IOException e) {
      // Then nothing is known; what matters is the knock.
    }
  }

  /** Whether the port was open before the knock that seems to have opened it. */
  public boolean foundOpen(TunnelEvent.PortOpened opened) {
    SocketChannel channel = channels.get(opened.target());
    try {
      return channel != null && opened.took().compareTo(FIRST_TRY) < 0 && channel.finishConnect();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    for (SocketChannel channel : channels.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        // It carried nothing.
      }
    }
  }

  private record EarlyKnocker(EarlyConnect early, Knocker knocker) implements Knocker {
    @Override
    public KnockResult knock(KnockTarget target)
        throws ConnectFailedException, InterruptedException {
      early.start(target.socketAddress());
      return knocker.knock(target);
    }

    @Override
    public Optional<KnockResult> retry(KnockTarget target)
        throws ConnectFailedException, InterruptedException {
      return knocker.retry(target);
    }

    @Override
    public void opened(int knocks) {
      knocker.opened(knocks);
    }

    @Override
    public void failed() {
      knocker.failed();
    }

    @Override
    public int maxKnocks() {
      return knocker.maxKnocks();
    }
  }
}
