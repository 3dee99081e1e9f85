package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Runs connection attempts at the same time, and has the clock that they use. Tests replace it to
 * simulate slow networks.
 */
interface Prober extends AutoCloseable {
  /** What became of one attempt. */
  sealed interface Outcome {
    int probe();

    record Connected(int probe, SocketChannel channel) implements Outcome {}

    record Refused(int probe) implements Outcome {}

    record Unreachable(int probe, IOException cause) implements Outcome {}

    /** The kernel has given up: its SYNs had no answer. */
    record Silent(int probe) implements Outcome {}
  }

  /** Time since an arbitrary moment. */
  Duration now();

  /** Begins attempt number {@code probe}; fails only where no socket can be had. */
  void start(int probe) throws IOException;

  /** Gives an attempt up. */
  void cancel(int probe);

  /**
   * Waits for outcomes; empty when the time has passed without any. At most one attempt is ever
   * reported as connected.
   */
  List<Outcome> await(Duration atMost) throws InterruptedException;

  /** Gives all attempts up, at once and completely: none may reach the server's accept any more. */
  @Override
  void close();
}
