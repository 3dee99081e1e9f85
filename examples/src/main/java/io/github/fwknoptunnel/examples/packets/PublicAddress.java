package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.AcceptedRange;
import io.github.fwknoptunnel.spa.publicip.CachingResolver;
import io.github.fwknoptunnel.spa.publicip.HttpResolver;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.publicip.ResolveAttempt;
import io.github.fwknoptunnel.spa.publicip.ResolverChain;
import io.github.fwknoptunnel.spa.publicip.ResolverUrl;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints this machine's public IPv4 address, on which two services must agree: {@code PublicAddress
 * [URL URL...]}. A packet with it is of no use to others on its way.
 */
public final class PublicAddress {
  private PublicAddress() {}

  public static void main(String[] args) throws Exception {
    try {
      PublicIpResolver resolver =
          args.length == 0
              ? ResolverChain.of(ResolverUrl.PUBLIC)
              : twoAgreeing(List.of(args), AcceptedRange.ANY);
      // Services dislike a query for every packet.
      var cached = new CachingResolver(resolver, Duration.ofMinutes(10));
      AllowIp address = cached.resolve();
      System.out.println(address.address());
      System.out.println(AcceptedRange.PUBLIC.admits(address) ? "public" : "private");
    } catch (ResolverUrlException e) {
      System.err.println(of(e.reason()) + ": " + e.text());
      System.exit(2);
    } catch (PublicIpException e) {
      e.attempts().forEach(attempt -> System.err.println(of(attempt)));
      System.exit(e.reason() == PublicIpException.Reason.NO_AGREEMENT ? 3 : 1);
    }
  }

  private static PublicIpResolver twoAgreeing(List<String> urls, AcceptedRange range)
      throws ResolverUrlException {
    List<PublicIpResolver> resolvers = new ArrayList<>();
    for (String url : urls) {
      boolean plain = url.startsWith("http://");
      var page = plain ? ResolverUrl.parsePlain(url) : ResolverUrl.parse(url);
      resolvers.add(new HttpResolver(page, range, Duration.ofSeconds(5)));
    }
    return new ResolverChain(resolvers, ResolverChain.Rule.TWO_AGREE);
  }

  private static String of(ResolveAttempt attempt) {
    return switch (attempt) {
      case ResolveAttempt.Answered a -> a.resolver() + " answered " + a.address().address();
      case ResolveAttempt.Failed f -> f.resolver() + " failed: " + f.reason() + " " + f.response();
    };
  }

  private static String of(ResolverUrlException.Reason reason) {
    return switch (reason) {
      case NOT_A_URL -> "not a URL";
      case NOT_HTTPS, NOT_PLAIN_HTTP -> "neither https:// nor http://";
    };
  }
}
