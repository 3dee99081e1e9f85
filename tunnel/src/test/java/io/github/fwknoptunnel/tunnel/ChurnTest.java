package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.FlakyServer;
import io.github.fwknoptunnel.tunnel.testing.FlakyServer.Mood;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of short connections, many of which fail: none costs anything afterwards. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ChurnTest {
  private static final int CLIENTS = 8;

  /** One in so many meets a port where nobody listens. */
  private static final int REFUSED = 10;

  @ParameterizedTest(name = "{0} connections")
  @ValueSource(ints = {600, 10_000})
  void shortConnectionsAndFailuresAmongThemLeaveNothingBehind(int connections) throws Exception {
    Events events = new Events();
    Events refusals = new Events();
    try (FlakyServer server = new FlakyServer();
        Tunnel tunnel = tunnel(server.address().getPort(), events);
        Tunnel nowhere = tunnel(ReservedPort.next().getPort(), refusals)) {
      Visits visits = new Visits(tunnel, nowhere);
      visits.make(40);
      events.await(TunnelEvent.Closed.class, 36);
      refusals.await(TunnelEvent.Closed.class, 4);
      Resources warm = Resources.now();
      visits.make(connections);
      events.await(TunnelEvent.Closed.class, 36 + connections - connections / REFUSED);
      refusals.await(TunnelEvent.Closed.class, 4 + connections / REFUSED);
      warm.awaitReturn();
      assertEquals(List.of(), server.unexpected());
      assertEquals(events.of(TunnelEvent.Closed.class).size(), server.served());
      assertEquals(List.of(), events.of(TunnelEvent.ConnectFailed.class));
    }
  }

  private static Tunnel tunnel(int port, Events events) throws IOException {
    return Tunnel.open(PlainTunnel.config(port, Mode.MULTI, RelayConfig.DEFAULT), events);
  }

  /** Clients that come at the same time, each one connection after the other. */
  private record Visits(Tunnel tunnel, Tunnel nowhere) {
    void make(int connections) throws Exception {
      try (Threads threads = new Threads()) {
        List<Future<Void>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          int first = client;
          clients.add(threads.start(() -> visit(first, connections)));
        }
        for (Future<Void> client : clients) {
          client.get();
        }
      }
    }

    private Void visit(int first, int connections) throws IOException {
      for (int number = first; number < connections; number += CLIENTS) {
        boolean refused = number % REFUSED == 0;
        try (Socket socket = Peers.connect((refused ? nowhere : tunnel).address())) {
          assertEquals(refused ? -1 : answer(number), ask(socket, number), "visit " + number);
        }
      }
      return null;
    }

    private static int answer(int number) {
      return switch (Mood.of(number & 0xff)) {
        case ANSWERS, ANSWERS_AND_RESETS -> number & 0xff;
        case RESETS, ENDS -> -1;
      };
    }

    /** A reset is no answer either. */
    private static int ask(Socket socket, int number) throws IOException {
      try {
        socket.getOutputStream().write(number);
        return socket.getInputStream().read();
      } catch (SocketException e) {
        return -1;
      }
    }
  }
}
