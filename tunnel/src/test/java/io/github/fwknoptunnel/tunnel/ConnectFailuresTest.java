package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.access.ConnectFailures;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.ConnectionRefused;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TooManyOpenFiles;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a connect that fails means, as the JDK words it and as it happens. */
@Timeout(180)
class ConnectFailuresTest {
  private static final Upstream.Addresses WAY =
      new Upstream.Addresses(List.of(new InetSocketAddress("127.0.0.1", 22)), Duration.ZERO, false);

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException(), TimedOut.class),
        Arguments.of(new ConnectException("Connection timed out"), TimedOut.class),
        Arguments.of(new ConnectException("Connection refused"), ConnectionRefused.class),
        Arguments.of(new SocketException("Connection reset"), ConnectionRefused.class),
        Arguments.of(new IOException("Too many open files"), TooManyOpenFiles.class),
        Arguments.of(new NoRouteToHostException("No route"), ConnectFailure.Unreachable.class));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasItsMeaning(IOException failure, Class<?> meaning) {
    ConnectFailedException explained =
        (ConnectFailedException) ConnectFailures.toException(WAY, failure);
    assertEquals(meaning, explained.failure().getClass());
  }

  @Test
  void aNetworkThatCannotBeReachedIsTold() throws Exception {
    TunnelConfig plain = PlainTunnel.config(1, Mode.MULTI, RelayConfig.DEFAULT);
    TunnelConfig nowhere = TunnelConfig.builder("224.0.0.1", 9).build();
    Events events = new Events();
    try (Tunnel tunnel = Tunnel.open(nowhere, events)) {
      for (int connection = 1; connection <= 2; connection++) {
        assertTrue(Peers.connectEndsWithReset(tunnel.address()));
        ConnectFailure failure =
            events.await(TunnelEvent.ConnectFailed.class, connection).getLast().failure();
        assertEquals(ConnectFailure.Unreachable.class, failure.getClass(), failure::toString);
      }
    }
  }

  @Test
  void aServerThatResetsWhatItAcceptsIsReachableAllTheSame() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Threads threads = new Threads()) {
      threads.start(() -> resetAll(plain));
      for (int connection = 1; connection <= 100; connection++) {
        assertTrue(Peers.connectEndsWithReset(plain.tunnel.address()));
      }
      for (TunnelEvent.Closed closed : plain.events.await(TunnelEvent.Closed.class, 100)) {
        assertTrue(
            closed.reason() == CloseReason.REMOTE_RESET || wasRefused(plain), closed::toString);
      }
    }
  }

  private static Void resetAll(PlainTunnel plain) throws IOException {
    while (!plain.server.isClosed()) {
      Peers.reset(plain.server.accept());
    }
    return null;
  }

  private static boolean wasRefused(PlainTunnel plain) {
    return plain.events.of(TunnelEvent.ConnectFailed.class).stream()
        .allMatch(event -> event.failure() instanceof ConnectionRefused);
  }
}
