package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ResolverUrlMessages;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.CachingResolver;
import io.github.fwknoptunnel.spa.publicip.HttpResolver;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.spa.publicip.ResolverChain;
import io.github.fwknoptunnel.spa.publicip.ResolverUrl;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;
import io.github.fwknoptunnel.spa.rc.AllowIpSetting;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom the server should let in.
 *
 * @param known the address, unless it is yet to be found out
 * @param resolver finds it out, and again when the answer may be out of date
 */
public record AllowIpSettings(Optional<AllowIp> known, PublicIpResolver resolver) {
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  static AllowIpSettings of(AllowIp address) {
    return new AllowIpSettings(Optional.of(address), PublicIpResolver.known(address));
  }

  /**
   * Reads the options. An address counts before any wish to find one out, and of two the last, as
   * with the reference client; but what the command line says, even such a wish, counts before the
   * rc file.
   */
  static AllowIpSettings read(ConfigSources sources, Family family) throws CliException {
    ParsedArguments line = sources.line();
    Optional<AllowIp> given = given(line, family);
    if (given.isPresent()) {
      return of(given.get());
    }
    AllowedFamily allowed = new AllowedFamily(sources, family);
    Optional<Setting<?>> option = line.firstOf(ResolveOptions.ALL);
    if (option.isPresent()) {
      allowed.refuseResolving(option.get());
      return resolved(sources);
    }
    allowed.refuseConfigured();
    Optional<AllowIpSetting> configured = sources.rc().allowIp().map(Located::value);
    if (configured.isEmpty()) {
      return of(AllowIp.PACKET_SOURCE);
    }
    return switch (configured.get()) {
      case AllowIpSetting.Address address -> of(address.address());
      case AllowIpSetting.Resolved wish -> resolved(sources);
    };
  }

  private static Optional<AllowIp> given(ParsedArguments line, Family family) throws CliException {
    Optional<AllowIp> address = AllowedFamily.address(line, family);
    Optional<Setting<?>> last = line.lastOf(List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP));
    return last.equals(Optional.of(SpaOptions.SOURCE_IP))
        ? Optional.of(AllowIp.PACKET_SOURCE)
        : address;
  }

  private static AllowIpSettings resolved(ConfigSources sources) throws CliException {
    Duration maxAge = sources.line().value(ResolveOptions.MAX_AGE).orElse(MAX_AGE);
    boolean ofUser = sources.value(ResolveOptions.URL).isPresent();
    Optional<String> name = sources.value(SpaOptions.USER_AGENT).map(UserAgent::text);
    List<PublicIpResolver> resolvers = new ArrayList<>();
    for (ResolverUrl url : services(sources)) {
      resolvers.add(ofUser ? HttpResolver.ofUser(url, name) : HttpResolver.of(url, name));
    }
    ResolverChain chain = new ResolverChain(resolvers, ResolverChain.Rule.FIRST_ANSWER);
    return new AllowIpSettings(Optional.empty(), new CachingResolver(chain, maxAge));
  }

  private static List<ResolverUrl> services(ConfigSources sources) throws CliException {
    boolean plain = sources.on(ResolveOptions.HTTP_ONLY);
    Optional<LocatedText> given = sources.value(ResolveOptions.URL);
    if (given.isEmpty()) {
      return plain ? ResolverUrl.PLAIN_PUBLIC : ResolverUrl.PUBLIC;
    }
    LocatedText url = given.get();
    try {
      return List.of(plain ? ResolverUrl.parsePlain(url.text()) : ResolverUrl.parse(url.text()));
    } catch (ResolverUrlException e) {
      throw new CliException(ResolverUrlMessages.of(e, url.where(), url.status()), e);
    }
  }

  @Override
  public String toString() {
    if (known.isEmpty()) {
      return "the public address of this machine";
    }
    return isPacketSource() ? "the packet's source address" : known.get().address();
  }

  /** Whether the server takes the address that the packet comes from. */
  boolean isPacketSource() {
    // Not by the record's own equals: docs/ARCHITECTURE.md, Start-up.
    return known.isPresent() && known.get().address().equals(AllowIp.PACKET_SOURCE.address());
  }
}
