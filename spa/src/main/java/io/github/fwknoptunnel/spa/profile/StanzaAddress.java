package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.publicip.CachingResolver;
import io.github.fwknoptunnel.spa.publicip.HttpResolver;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.publicip.ResolverChain;
import io.github.fwknoptunnel.spa.publicip.ResolverUrl;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;
import io.github.fwknoptunnel.spa.rc.AllowIpSetting;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;
import java.util.Optional;

/** Reads the allowed address of a stanza. */
record StanzaAddress(Stanza stanza) {
  PublicIpResolver read() throws ProfileException {
    return switch (stanza.settings().allowIp().<AllowIpSetting>map(Located::value).orElse(null)) {
      case null -> PublicIpResolver.known(AllowIp.PACKET_SOURCE);
      case AllowIpSetting.Address known -> PublicIpResolver.known(known.address());
      case AllowIpSetting.Resolved wish -> queried();
    };
  }

  private PublicIpResolver queried() throws ProfileException {
    Optional<String> agent = stanza.value(RcVariable.HTTP_USER_AGENT);
    boolean ofUser = stanza.value(RcVariable.RESOLVE_URL).isPresent();
    List<PublicIpResolver> resolvers =
        services().stream()
            .<PublicIpResolver>map(
                url -> ofUser ? HttpResolver.ofUser(url, agent) : HttpResolver.of(url, agent))
            .toList();
    return new CachingResolver(new ResolverChain(resolvers, ResolverChain.Rule.FIRST_ANSWER));
  }

  private List<ResolverUrl> services() throws ProfileException {
    boolean plain = stanza.on(RcVariable.RESOLVE_HTTP_ONLY);
    Optional<String> url = stanza.value(RcVariable.RESOLVE_URL);
    if (url.isEmpty()) {
      return plain ? ResolverUrl.PLAIN_PUBLIC : ResolverUrl.PUBLIC;
    }
    try {
      return List.of(plain ? ResolverUrl.parsePlain(url.get()) : ResolverUrl.parse(url.get()));
    } catch (ResolverUrlException e) {
      throw stanza.failure(Reason.BAD_VALUE, RcVariable.RESOLVE_URL, e);
    }
  }
}
