package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.ResolveOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.MessageWords;
import io.github.fwknoptunnel.cli.words.ResolverUrlWords;
import io.github.fwknoptunnel.spa.address.AddressResolver;
import io.github.fwknoptunnel.spa.address.HttpResolver;
import io.github.fwknoptunnel.spa.address.RememberedAddress;
import io.github.fwknoptunnel.spa.address.ResolverChain;
import io.github.fwknoptunnel.spa.address.ResolverUrl;
import io.github.fwknoptunnel.spa.address.ResolverUrlException;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.rc.AllowFrom;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom the server should let in.
 *
 * @param address where it is yet to be found out, the longest there is: a packet that holds it is
 *     as long as any
 * @param resolver finds it out, and again when the answer may be out of date
 */
record LetIn(AllowedSource address, Optional<AddressResolver> resolver) {
  private static final Duration MAX_AGE = Duration.ofMinutes(10);
  private static final AllowedSource LONGEST = new AllowedSource("255.255.255.255");

  /**
   * Reads the options. An address counts before any wish to find one out, and of two the last, as
   * with the reference client; but what the command line says, even such a wish, counts before the
   * rc file.
   */
  static LetIn read(Sources sources) throws ProblemException {
    Arguments line = sources.line();
    Optional<AllowedSource> given = given(line);
    if (given.isPresent()) {
      return new LetIn(given.get(), Optional.empty());
    }
    if (line.firstOf(ResolveOptions.ALL).isPresent()) {
      return resolved(sources);
    }
    return switch (sources.rc().allowFrom().<AllowFrom>map(Setting::value).orElse(null)) {
      case null -> new LetIn(AllowedSource.PACKET_SOURCE, Optional.empty());
      case AllowFrom.Address address -> new LetIn(address.address(), Optional.empty());
      case AllowFrom.Resolved wish -> resolved(sources);
    };
  }

  private static Optional<AllowedSource> given(Arguments line) throws ProblemException {
    Optional<AllowedSource> address = address(line);
    Optional<Opt> last = line.lastOf(List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP));
    return last.equals(Optional.of(SpaOptions.SOURCE_IP))
        ? Optional.of(AllowedSource.PACKET_SOURCE)
        : address;
  }

  private static Optional<AllowedSource> address(Arguments line) throws ProblemException {
    Optional<String> text = line.text(SpaOptions.ALLOW_IP);
    try {
      return text.isPresent() ? Optional.of(AllowedSource.parse(text.get())) : Optional.empty();
    } catch (MessageException e) {
      throw new ProblemException(MessageWords.of(e, SpaOptions.ALLOW_IP), e);
    }
  }

  private static LetIn resolved(Sources sources) throws ProblemException {
    Duration maxAge = sources.line().timeLimit(ResolveOptions.MAX_AGE).orElse(MAX_AGE);
    Optional<GivenText> agent = sources.text(SpaOptions.USER_AGENT, RcVariable.HTTP_USER_AGENT);
    boolean ofUser = sources.text(ResolveOptions.URL, RcVariable.RESOLVE_URL).isPresent();
    Optional<String> name = agent.map(GivenText::text);
    List<AddressResolver> resolvers = new ArrayList<>();
    for (ResolverUrl url : services(sources)) {
      resolvers.add(ofUser ? HttpResolver.ofUser(url, name) : HttpResolver.of(url, name));
    }
    ResolverChain chain = new ResolverChain(resolvers, ResolverChain.Rule.FIRST_ANSWER);
    return new LetIn(LONGEST, Optional.of(new RememberedAddress(chain, maxAge)));
  }

  private static List<ResolverUrl> services(Sources sources) throws ProblemException {
    boolean plain = sources.on(ResolveOptions.HTTP_ONLY, RcVariable.RESOLVE_HTTP_ONLY);
    Optional<GivenText> given = sources.text(ResolveOptions.URL, RcVariable.RESOLVE_URL);
    if (given.isEmpty()) {
      return plain ? ResolverUrl.PLAIN_PUBLIC : ResolverUrl.PUBLIC;
    }
    GivenText url = given.get();
    try {
      return List.of(plain ? ResolverUrl.parsePlain(url.text()) : ResolverUrl.parse(url.text()));
    } catch (ResolverUrlException e) {
      throw new ProblemException(ResolverUrlWords.of(e, url.where(), url.status()), e);
    }
  }

  @Override
  public String toString() {
    if (resolver.isPresent()) {
      return "the public address of this machine";
    }
    // Not by the record's own equals: docs/ARCHITECTURE.md, Start-up.
    return address.address().equals(AllowedSource.PACKET_SOURCE.address())
        ? "the address it comes from"
        : address.toString();
  }
}
