package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.setting.StanzaOptions;
import io.github.fwknoptunnel.spa.rc.RcEntry;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the options of a command line are called in an rc file. Those without a variable are not
 * saved.
 */
record StanzaExport(ParsedArguments line) {
  /** The fwknop client writes these in upper case. */
  private static final Set<Setting<?>> NAMES =
      Set.of(SpaOptions.DIGEST_TYPE, SpaOptions.HMAC_DIGEST_TYPE, SpaOptions.ENCRYPTION_MODE);

  /** The lines to save. All values were read before: none is wrong. */
  List<RcEntry> entries() throws CliException {
    List<RcEntry> entries = new ArrayList<>();
    for (Setting<?> option : line.command().options()) {
      Optional<RcVariable<?>> variable = option.variable();
      if (variable.isPresent() && line.has(option)) {
        entries.add(new RcEntry(variable.get(), value(option)));
      }
    }
    // On the command line any option of GPG turns it on, in the file only this one.
    if (line.firstOf(GpgOptions.ALL).isPresent()) {
      entries.add(new RcEntry(RcVariable.USE_GPG, "Y"));
    }
    allowIp().ifPresent(entries::add);
    timeOffset().ifPresent(entries::add);
    if (line.value(Options.FAMILY).filter(family -> family != Family.IPV4).isPresent()) {
      throw CliException.usage(
          StanzaOptions.SAVE + " cannot save " + line.writtenAs(Options.FAMILY),
          "omit one of them: an rc file has no variable for it");
    }
    List<String> order = RcVariable.names();
    entries.sort(Comparator.comparingInt(entry -> order.indexOf(entry.variable().name())));
    return entries;
  }

  private String value(Setting<?> option) throws CliException {
    if (option.isFlag()) {
      return "Y";
    }
    String text = line.text(option).orElseThrow();
    return NAMES.contains(option) ? text.toUpperCase(Locale.ROOT) : text;
  }

  /** Of both an address and the wish to find one out, the address: it counts. */
  private Optional<RcEntry> allowIp() throws CliException {
    Optional<Setting<?>> last = line.lastOf(List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP));
    if (last.isPresent()) {
      String value =
          last.get().equals(SpaOptions.SOURCE_IP)
              ? "source"
              : ipv4(line.text(SpaOptions.ALLOW_IP).orElseThrow());
      return Optional.of(new RcEntry(RcVariable.ALLOW_IP, value));
    }
    return line.firstOf(ResolveOptions.ALL)
        .map(wish -> new RcEntry(RcVariable.RESOLVE_IP_HTTPS, "Y"));
  }

  private static String ipv4(String address) throws CliException {
    if (address.contains(":")) {
      throw CliException.usage(
          StanzaOptions.SAVE + " cannot save " + SpaOptions.ALLOW_IP + " " + address,
          "omit one of them: ALLOW_IP takes an IPv4 address");
    }
    return address;
  }

  private Optional<RcEntry> timeOffset() throws CliException {
    Optional<Duration> plus = line.value(SpaOptions.TIME_OFFSET_PLUS);
    Optional<Duration> minus = line.value(SpaOptions.TIME_OFFSET_MINUS).map(Duration::negated);
    return minus
        .or(() -> plus)
        .map(time -> new RcEntry(RcVariable.TIME_OFFSET, Long.toString(time.toSeconds())));
  }
}
