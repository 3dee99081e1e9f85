package io.github.fwknoptunnel.examples.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that make packets and look into them. */
@Timeout(180)
class PacketsTest {
  @TempDir Path directory;
  private Path keys;

  @BeforeEach
  void writeKeys() throws Exception {
    keys = ExampleProgram.secret(directory.resolve("keys"), "KEY one", "HMAC_KEY two");
  }

  private String sealed(Path keyFile, String kind, String value) throws Exception {
    var result = ExampleProgram.run(SealByHand.class, keyFile, "alice", kind, value);
    assertEquals(0, result.status(), () -> result.errors().toString());
    return result.output().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open              | tcp/22,udp/53 | alice opens 0.0.0.0,tcp/22,udp/53
          open-for-a-minute | tcp/22        | alice opens 0.0.0.0,tcp/22 for 60 s
          forward           | 10.0.0.5,80   | alice opens 0.0.0.0,tcp/80 to 10.0.0.5,80
          run               | uptime        | alice runs 0.0.0.0,uptime
          """)
  void aServerReadsWhatWasSealedByHand(String kind, String value, String expected)
      throws Exception {
    String packet = sealed(keys, kind, value);
    try (var settings = KeyFile.read(keys)) {
      var opened = new SpaOpener(settings.keys(), settings.suite()).open(new SpaPacket(packet));
      assertEquals(expected, WhoseKey.describe(opened.fields()));
    }
  }

  @Test
  void aRequestThatIsNoneIsExplained() throws Exception {
    var result = ExampleProgram.run(SealByHand.class, keys, "alice", "open", "tcp/99999");
    assertEquals(2, result.status());
    assertEquals(List.of("tcp/99999: PORT_OUT_OF_RANGE"), result.errors());
  }

  @Test
  void theSameNonceTimeAndSaltMakeTheSameBytes() throws Exception {
    var request = SpaRequest.access(PortSpec.tcp(22));
    InstantSource noon = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
    SpaPacket first = new SealByHand(new Random(1), noon).seal(keys, "alice", request);
    assertEquals(first, new SealByHand(new Random(1), noon).seal(keys, "alice", request));
    assertNotEquals(first, new SealByHand(new Random(2), noon).seal(keys, "alice", request));
  }

  @Test
  void aPacketTakenApartHasTheHmacAndTheDigestThatAreComputed() throws Exception {
    var layers = ExampleProgram.run(TakeApart.class, keys, sealed(keys, "open", "tcp/22")).output();
    assertEquals(value(layers.get(0)), value(layers.get(1)));
    assertTrue(value(layers.get(2)).matches("[0-9a-f]{16}"), layers::toString);
    assertTrue(value(layers.get(3)).matches("\\d{16}:YWxpY2U:\\d+:3\\.0\\.0:1:.*"));
    assertEquals(List.of("sha256  " + value(layers.get(4))), layers.subList(5, 6));
  }

  private static String value(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Test
  void theKeyAndTheAlgorithmsOfAPacketAreFound() throws Exception {
    Path odd =
        ExampleProgram.secret(
            directory.resolve("odd"),
            "KEY one",
            "HMAC_KEY two",
            "HMAC_DIGEST_TYPE sha512",
            "ENCRYPTION_MODE ctr");
    Path other = ExampleProgram.secret(directory.resolve("other"), "KEY one", "HMAC_KEY three");
    Path half = ExampleProgram.secret(directory.resolve("half"), "KEY four", "HMAC_KEY two");
    String packet = sealed(odd, "open", "tcp/22");
    assertEquals(
        List.of(
            other + ": no, another HMAC key made it",
            half + ": no, the HMAC key fits, but not the encryption key",
            keys + ": yes, with ctr and sha512: alice opens 0.0.0.0,tcp/22"),
        ExampleProgram.run(WhoseKey.class, packet, other, half, keys).output());
  }
}
