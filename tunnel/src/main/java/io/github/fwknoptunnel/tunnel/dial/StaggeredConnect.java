package io.github.fwknoptunnel.tunnel.dial;

import io.github.fwknoptunnel.tunnel.dial.Prober.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Connects to several addresses, without a knock, on the calling thread. The next address is tried
 * when one has not answered for a second or has failed; the first that accepts wins.
 */
public final class StaggeredConnect {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private StaggeredConnect() {}

  /** Connects within a time for all of them together; the result does not block. */
  public static SocketChannel connect(List<InetSocketAddress> addresses, Duration timeout)
      throws IOException, InterruptedException {
    try (SocketProber probes = new SocketProber(addresses.getFirst())) {
      Iterator<InetSocketAddress> waiting = addresses.iterator();
      Duration end = probes.now().plus(timeout);
      Duration nextAt = probes.now();
      int started = 0;
      int inFlight = 0;
      IOException failure = new NoRouteToHostException("no address");
      for (Duration now = nextAt; now.compareTo(end) < 0; now = probes.now()) {
        if (waiting.hasNext() && (inFlight == 0 || now.compareTo(nextAt) >= 0)) {
          probes.start(started++, waiting.next());
          inFlight++;
          nextAt = now.plus(SILENCE);
        }
        if (inFlight == 0) {
          throw failure;
        }
        Duration until = waiting.hasNext() && nextAt.compareTo(end) < 0 ? nextAt : end;
        for (Outcome outcome : probes.await(until.minus(now))) {
          if (outcome instanceof Outcome.Connected won) {
            return won.channel();
          }
          failure = failure(outcome);
          inFlight--;
          nextAt = now; // What is left need not wait.
        }
      }
      throw new SocketTimeoutException("no answer in " + timeout);
    }
  }

  private static IOException failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unreachable none -> none.cause();
      case Outcome.Silent silent -> new SocketTimeoutException("no answer");
      case Outcome.Refused refused -> new ConnectException("Connection refused");
      case Outcome.Connected won -> throw new AssertionError("a connect that won has not failed");
    };
  }
}
