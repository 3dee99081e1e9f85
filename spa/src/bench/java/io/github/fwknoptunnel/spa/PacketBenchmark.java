package io.github.fwknoptunnel.spa;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packets that one thread seals, or opens, in a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketBenchmark {
  private static final SpaRequest REQUEST =
      SpaRequest.access(PortSpec.tcp(22)).withAccessTimeout(Duration.ofSeconds(60));

  private SpaClient client;
  private SpaOpener opener;
  private SpaPacket packet;

  @Setup
  public void makeKeys() throws Exception {
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(new byte[32]), HmacKey.of(new byte[64]));
    client = SpaClient.builder(keys).build();
    opener = new SpaOpener(keys, SpaSuite.DEFAULT);
    packet = client.seal(REQUEST);
  }

  /** All of it: nonce and salt from the secure random source, digest, encryption, HMAC. */
  @Benchmark
  public SpaPacket seal() throws Exception {
    return client.seal(REQUEST);
  }

  @Benchmark
  public OpenedPacket open() throws Exception {
    return opener.open(packet);
  }
}
