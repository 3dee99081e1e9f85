package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Text that should be a host alone, and that no name server could make anything of otherwise. */
public final class HostText {
  private static final Pattern WITH_PORT = Pattern.compile("[^:]*:[0-9]*");
  private static final Pattern IMPOSSIBLE = Pattern.compile(".*[\\s\"'%@/<>|\\\\].*");

  private static final Set<String> TARGETS = Set.of(Options.REMOTE_HOST.toString(), "HOST");
  private static final Pattern LINK_LOCAL = Pattern.compile("[0-9A-Fa-f:.]+%[\\w.-]+");

  private HostText() {}

  /** Where a host was named. */
  public record Origin(String where, ExitStatus status) {}

  /** Where the SPA server is named; no matter if nobody names it. */
  static Origin serverOrigin(ConfigSources sources) {
    Optional<Located<String>> configured = sources.rc().find(RcVariable.SPA_SERVER);
    if (sources.line().has(SpaOptions.DESTINATION)) {
      return new Origin(SpaOptions.DESTINATION.toString(), ExitStatus.USAGE);
    }
    return configured
        .map(setting -> new Origin(setting.where().toString(), ExitStatus.CONFIGURATION))
        .orElse(new Origin(Options.REMOTE_HOST.toString(), ExitStatus.USAGE));
  }

  /** The remote host of the command line, checked. */
  public static Optional<String> remoteHost(ParsedArguments line) throws CliException {
    Optional<String> host = line.text(Options.REMOTE_HOST);
    if (host.isPresent()) {
      checkTarget(host.get(), new Origin(Options.REMOTE_HOST.toString(), ExitStatus.USAGE));
    }
    return host;
  }

  /** Refuses what cannot be the host to connect to, without a knock an IPv6 address too. */
  public static void checkTarget(String text, Origin origin) throws CliException {
    if (!LINK_LOCAL.matcher(text).matches()) {
      check(text, origin);
    }
  }

  /** Refuses what cannot be a host. */
  static void check(String text, Origin origin) throws CliException {
    Optional<String> hint = Optional.empty();
    if (text.contains("\ufffd")) {
      hint = Optional.of("these letters are lost in this locale: set LC_ALL=C.UTF-8");
    } else if (text.contains("://")) {
      hint = Optional.of("name the host alone, without '" + text.split("//", 2)[0] + "//'");
    } else if (WITH_PORT.matcher(text).matches()) {
      boolean spa = !TARGETS.contains(origin.where());
      hint =
          Optional.of(
              spa
                  ? "name the host alone; the SPA port goes to -p PORT"
                  : "name the host without a port");
    } else if (IMPOSSIBLE.matcher(text).matches()) {
      hint = Optional.of("name a host without blanks, quotes and slashes");
    }
    if (hint.isPresent()) {
      throw problem(text, origin, hint.get());
    }
  }

  private static CliException problem(String text, Origin origin, String hint) {
    return new CliException(
        new CliError(origin.status(), origin.where() + " cannot be '" + text + "'", hint));
  }
}
