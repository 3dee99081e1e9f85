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
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A knocker that has to find out whom to let in. */
@Timeout(180)
class ResolvedAddressTest {
  private static final AllowIp FOUND = new AllowIp("198.51.100.7");

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
    SpaRequest request = SpaRequest.access(PortSpec.tcp(22));
    return new SpaKnocker(client, request, resolver, "h", 62201, 3);
  }

  private static KnockTarget target() throws IOException {
    InetAddress address = InetAddress.getByName("127.0.0.1");
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
              + " answered 10.0.0.1, which is not a public address",
          ConnectFailureMessages.of(e.failure()).error());
      assertEquals(List.of(), sent);
    }
  }
}
