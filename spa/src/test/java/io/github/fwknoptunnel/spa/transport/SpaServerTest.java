package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IntSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaServerTest {
  @Test
  void randomPortsCoverTheRangeOfTheReferenceAndNoMoreSeed1() throws Exception {
    SpaServer server =
        new SpaServer("here.example", PacketCaptureServer.loopback(), SpaServer.DEFAULT_PORT);
    Random random = new Random(1);
    IntSummaryStatistics ports =
        Stream.generate(() -> server.withRandomPort(random))
            .limit(500_000)
            .mapToInt(SpaServer::port)
            .summaryStatistics();
    assertEquals(10000, ports.getMin());
    assertEquals(65534, ports.getMax());
    assertEquals((10000 + 65534) / 2.0, ports.getAverage(), 100);
  }

  @Test
  void onlyThePortChanges() throws Exception {
    SpaServer server =
        new SpaServer("here.example", PacketCaptureServer.loopback(), SpaServer.DEFAULT_PORT);
    SpaServer moved = server.withRandomPort(RandomGenerator.getDefault());
    assertEquals(
        new SpaServer("here.example", PacketCaptureServer.loopback(), moved.port()), moved);
    assertTrue(moved.toString().startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void aPortOutOfRangeIsRefused(int port) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SpaServer("x", PacketCaptureServer.loopback(), port));
  }
}
