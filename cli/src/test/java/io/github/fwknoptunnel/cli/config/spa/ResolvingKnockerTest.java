package io.github.fwknoptunnel.cli.config.spa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.WebPages;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.publicip.CachingResolver;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.publicip.ResolverChain;
import io.github.fwknoptunnel.spa.publicip.ResolverUrl;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ResolvingKnockerTest {
  private static final AllowIp UNKNOWN = new AllowIp("255.255.255.255");
  private static final AllowIp FOUND = new AllowIp("198.51.100.7");
  private static final List<PortSpec> PORTS = List.of(PortSpec.tcp(22));

  private final List<SpaPacket> sent = new ArrayList<>();
  private final SpaKeys keys = keys();

  private static SpaKeys keys() {
    try {
      return SpaKeys.withoutHmac(
          EncryptionKey.of("correct-horse".getBytes(StandardCharsets.US_ASCII)));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private Knocker knocker(PublicIpResolver resolver) {
    SpaClient client =
        SpaClient.builder(keys).transport((packet, server) -> sent.add(packet)).build();
    SpaRequest request = new SpaRequest.Access(UNKNOWN, PORTS, Optional.empty());
    return new ResolvingKnocker(new SpaKnocker(client, request, "h", 62201, 3), resolver);
  }

  private static KnockTarget target() throws IOException {
    Inet4Address address = (Inet4Address) InetAddress.getByName("127.0.0.1");
    return new KnockTarget("h", address, 22, 1);
  }

  @Test
  void everyPacketHasTheAddressAndOneQuestionIsEnough()
      throws IOException, ConnectFailedException, InterruptedException, PacketException {
    AtomicInteger questions = new AtomicInteger();
    PublicIpResolver counting =
        () -> {
          questions.incrementAndGet();
          return FOUND;
        };
    Knocker knocker = knocker(new CachingResolver(counting));
    knocker.knock(target());
    knocker.knock(target());
    assertEquals(1, questions.get());
    assertEquals(2, sent.size());
    for (SpaPacket packet : sent) {
      String message = new SpaOpener(keys, SpaSuite.DEFAULT).open(packet).fields().message();
      assertEquals("198.51.100.7,tcp/22", message);
    }
  }

  @Test
  void afterAnOpeningThatFailedTheAddressIsAskedForAgain() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    PublicIpResolver moving = () -> new AllowIp("198.51.100." + questions.incrementAndGet());
    Knocker knocker =
        new RateLimitedKnocker(
            knocker(new CachingResolver(moving)),
            KnockRateLimiter.perMinute(10),
            Duration.ofSeconds(1));
    knocker.knock(target());
    knocker.failed();
    knocker.knock(target());
    String second = new SpaOpener(keys, SpaSuite.DEFAULT).open(sent.get(1)).fields().message();
    assertEquals("198.51.100.2,tcp/22", second);
  }

  @Test
  void withoutAnAddressNothingIsSent() throws IOException, ResolverUrlException {
    try (WebPages web = WebPages.open()) {
      String page = "http://" + web.address() + "/ip/10.0.0.1";
      Knocker knocker = knocker(ResolverChain.of(List.of(ResolverUrl.parsePlain(page))));
      KnockTarget target = target();
      ConnectFailedException e =
          assertThrows(ConnectFailedException.class, () -> knocker.knock(target));
      assertEquals(ExitStatus.KNOCK_FAILED, ConnectFailureMessages.of(e.failure()).status());
      assertEquals(
          "the public address of this machine cannot be found: "
              + page
              + " answered 10.0.0.1, which nobody has on the internet",
          ConnectFailureMessages.of(e.failure()).error());
      assertEquals(List.of(), sent);
    }
  }

  static List<SpaRequest> requests() {
    Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));
    NatTarget target = new NatTarget("10.0.0.5", 22);
    return List.of(
        new SpaRequest.Access(UNKNOWN, PORTS, minute),
        new SpaRequest.NatAccess(UNKNOWN, PORTS, target, minute),
        new SpaRequest.LocalNatAccess(UNKNOWN, PORTS, target, minute),
        new SpaRequest.Command(UNKNOWN, "uptime"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void onlyTheAddressChanges(SpaRequest request) {
    SpaRequest changed = ResolvingKnocker.letting(FOUND, request);
    assertEquals(FOUND, changed.from());
    assertEquals(request, ResolvingKnocker.letting(UNKNOWN, changed));
  }
}
