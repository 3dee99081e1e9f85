package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.args.GpgOptions;
import io.github.fwknoptunnel.cli.args.OptionDescriptor;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.args.ResolveOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.rc.RcEntry;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.TimeOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the options of a command line are called in an rc file. Those without a variable are not
 * saved.
 */
record StanzaExport(ParsedArguments line) {
  /** One option and its variable. */
  private record Pair(OptionDescriptor option, RcVariable<?> variable) {}

  private static final List<Pair> AS_GIVEN =
      List.of(
          new Pair(SpaOptions.DESTINATION, RcVariable.SPA_SERVER),
          new Pair(SpaOptions.SERVER_PORT, RcVariable.SPA_SERVER_PORT),
          new Pair(SpaOptions.SERVER_PROTO, RcVariable.SPA_SERVER_PROTO),
          new Pair(SpaOptions.SOURCE_PORT, RcVariable.SPA_SOURCE_PORT),
          new Pair(SpaOptions.ACCESS, RcVariable.ACCESS),
          new Pair(ResolveOptions.URL, RcVariable.RESOLVE_URL),
          new Pair(SpaOptions.FW_TIMEOUT, RcVariable.FW_TIMEOUT),
          new Pair(SpaOptions.SPOOF_USER, RcVariable.SPOOF_USER),
          new Pair(SpaOptions.USER_AGENT, RcVariable.HTTP_USER_AGENT),
          new Pair(SpaOptions.NAT_ACCESS, RcVariable.NAT_ACCESS),
          new Pair(SpaOptions.NAT_PORT, RcVariable.NAT_PORT),
          new Pair(GpgOptions.RECIPIENT, RcVariable.GPG_RECIPIENT),
          new Pair(GpgOptions.SIGNER, RcVariable.GPG_SIGNER),
          new Pair(GpgOptions.HOME, RcVariable.GPG_HOMEDIR),
          new Pair(GpgOptions.EXE, RcVariable.GPG_EXE));

  /** The fwknop client writes these in upper case. */
  private static final List<Pair> NAMES =
      List.of(
          new Pair(SpaOptions.DIGEST_TYPE, RcVariable.DIGEST_TYPE),
          new Pair(SpaOptions.HMAC_DIGEST_TYPE, RcVariable.HMAC_DIGEST_TYPE),
          new Pair(SpaOptions.ENCRYPTION_MODE, RcVariable.ENCRYPTION_MODE));

  private static final List<Pair> SWITCHES =
      List.of(
          new Pair(SpaOptions.RAND_PORT, RcVariable.RAND_PORT),
          new Pair(ResolveOptions.HTTP_ONLY, RcVariable.RESOLVE_HTTP_ONLY),
          new Pair(SpaOptions.NAT_LOCAL, RcVariable.NAT_LOCAL),
          new Pair(SpaOptions.NAT_RAND_PORT, RcVariable.NAT_RAND_PORT),
          new Pair(GpgOptions.AGENT, RcVariable.USE_GPG_AGENT),
          new Pair(GpgOptions.NO_SIGNING_PW, RcVariable.GPG_NO_SIGNING_PW));

  /** The lines to save. All values were read before: none is wrong. */
  List<RcEntry> entries() throws CliException {
    List<RcEntry> entries = new ArrayList<>();
    for (Pair pair : AS_GIVEN) {
      line.text(pair.option()).ifPresent(text -> entries.add(new RcEntry(pair.variable(), text)));
    }
    for (Pair pair : NAMES) {
      line.text(pair.option())
          .map(text -> new RcEntry(pair.variable(), text.toUpperCase(Locale.ROOT)))
          .ifPresent(entries::add);
    }
    for (Pair pair : SWITCHES) {
      if (line.has(pair.option())) {
        entries.add(new RcEntry(pair.variable(), "Y"));
      }
    }
    // On the command line any option of GPG asks for it, in the file only this does.
    if (line.firstOf(GpgOptions.ALL).isPresent()) {
      entries.add(new RcEntry(RcVariable.USE_GPG, "Y"));
    }
    letIn().ifPresent(entries::add);
    timeOffset().ifPresent(entries::add);
    return entries;
  }

  /** Of both an address and the wish to find one out, the address: it counts. */
  private Optional<RcEntry> letIn() throws CliException {
    Optional<OptionDescriptor> last =
        line.lastOf(List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP));
    if (last.isPresent()) {
      String value =
          last.get().equals(SpaOptions.SOURCE_IP)
              ? "source"
              : line.text(SpaOptions.ALLOW_IP).orElseThrow();
      return Optional.of(new RcEntry(RcVariable.ALLOW_IP, value));
    }
    return line.firstOf(ResolveOptions.ALL)
        .map(wish -> new RcEntry(RcVariable.RESOLVE_IP_HTTPS, "Y"));
  }

  private Optional<RcEntry> timeOffset() throws CliException {
    Optional<Duration> plus = line.text(SpaOptions.TIME_OFFSET_PLUS).flatMap(TimeOffset::parse);
    Optional<Duration> minus =
        line.text(SpaOptions.TIME_OFFSET_MINUS).flatMap(TimeOffset::parse).map(Duration::negated);
    return minus
        .or(() -> plus)
        .map(time -> new RcEntry(RcVariable.TIME_OFFSET, Long.toString(time.toSeconds())));
  }
}
