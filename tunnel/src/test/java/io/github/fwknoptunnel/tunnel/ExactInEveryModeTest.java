package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 64 MiB each way at once, whatever happens before the connection. */
@Timeout(120)
class ExactInEveryModeTest {
  private static final int LENGTH = 64 * 1024 * 1024;

  @ParameterizedTest(name = "{0}, with a knock: {1}, seed {2}")
  @CsvSource({"MULTI,false,11", "MULTI,true,12", "SINGLE,false,13", "SINGLE,true,14"})
  void everyByteArrivesBothWaysAtOnce(Mode mode, boolean knock, long seed) throws Exception {
    RandomData up = new RandomData(seed, LENGTH);
    RandomData down = new RandomData(~seed, LENGTH);
    SplittableRandom sizes = new SplittableRandom(seed);
    try (ServerSocket server = Peers.server();
        Tunnel tunnel = open(server, mode, knock);
        Socket client = Peers.connect(tunnel.address());
        Socket remote = Peers.accept(server);
        Threads threads = new Threads()) {
      threads.start(up.writing(client.getOutputStream(), () -> sizes.nextInt(1, 200_000)));
      threads.start(down.writing(remote.getOutputStream(), () -> 65_521));
      Future<String> atServer = threads.start(up.reading(remote.getInputStream()));
      Future<String> atClient = threads.start(down.reading(client.getInputStream()));
      assertEquals(up.sha256(), atServer.get());
      assertEquals(down.sha256(), atClient.get());
    }
  }

  private static Tunnel open(ServerSocket server, Mode mode, boolean knock) throws IOException {
    TunnelConfig plain = PlainTunnel.config(1, mode, RelayConfig.DEFAULT);
    TunnelConfig.KnockConfig config =
        new TunnelConfig.KnockConfig(
            new OpenAnyway(), Duration.ZERO, Optional.of(Duration.ofHours(1)));
    return Tunnel.open(
        new TunnelConfig(
            plain.bind(),
            new TunnelConfig.Destination.Fixed(
                new TunnelConfig.HostAndPort("127.0.0.1", server.getLocalPort()),
                knock ? Optional.of(config) : Optional.empty()),
            mode,
            Duration.ofSeconds(10),
            plain.relay(),
            TunnelConfig.ClientLimits.DEFAULT,
            Optional.empty()),
        new Events());
  }

  /** A knock at a port that was never shut. */
  private static final class OpenAnyway implements Knocker {
    @Override
    public KnockResult knock(KnockTarget target) {
      return new KnockResult.CommandSucceeded("nothing");
    }

    @Override
    public int maxKnocks() {
      return 1;
    }
  }
}
