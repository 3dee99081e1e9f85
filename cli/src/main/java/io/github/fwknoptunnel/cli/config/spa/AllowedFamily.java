package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.RequestMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.rc.AllowIpSetting;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.util.Optional;

/**
 * Refuses an allowed address that connections of the family cannot come from. With {@code any} each
 * is allowed: addresses of the other family are skipped.
 */
record AllowedFamily(ConfigSources sources, Family family) {
  private static final String SIX = Options.FAMILY + " 6";

  /** The value of {@code -a}; IPv6 addresses may be in brackets. */
  static Optional<AllowIp> address(ParsedArguments line, Family family) throws CliException {
    Optional<String> text = line.value(SpaOptions.ALLOW_IP);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      AllowIp address = parse(text.get(), family);
      if (address.isIpv6() && family == Family.IPV4) {
        throw new CliException(
            CliError.invalid(SpaOptions.ALLOW_IP, text.get(), ConnectFailureMessages.IPV4_ONLY));
      }
      if (excludes(family, address)) {
        throw new CliException(
            CliError.invalid(
                SpaOptions.ALLOW_IP,
                text.get(),
                "use an IPv6 address: no connection with " + SIX + " comes from another"));
      }
      return Optional.of(address);
    } catch (MessageException e) {
      throw new CliException(RequestMessages.of(e, SpaOptions.ALLOW_IP), e);
    }
  }

  private static AllowIp parse(String text, Family family) throws MessageException {
    if (!text.contains(":")) {
      return AllowIp.parse(text);
    }
    try {
      return AllowIp.parseIpv6(HostText.bare(text));
    } catch (MessageException e) {
      if (family == Family.IPV4) {
        return AllowIp.parse(text); // Fails, and says what is expected.
      }
      throw e;
    }
  }

  private static boolean excludes(Family family, AllowIp address) {
    return family == Family.IPV6 && !address.isIpv6() && !address.equals(AllowIp.PACKET_SOURCE);
  }

  /** Web services report IPv4 addresses. */
  void refuseResolving(Setting<?> wish) throws CliException {
    if (family == Family.IPV6) {
      throw CliException.usage(
          wish + " finds an IPv4 address, which no connection with " + SIX + " comes from",
          "omit it, or name the address with -a");
    }
  }

  /** What the rc file allows, where the command line says nothing. */
  void refuseConfigured() throws CliException {
    Optional<Located<AllowIpSetting>> setting = sources.rc().allowIp();
    if (setting.isEmpty()) {
      return;
    }
    boolean source =
        setting.get().value() instanceof AllowIpSetting.Address(AllowIp address)
            && !excludes(family, address);
    if (family == Family.IPV6 && !source) {
      throw CliException.config(
          setting.get().where() + ": no connection with " + SIX + " comes from this address",
          "override it with -s or -a");
    }
  }
}
