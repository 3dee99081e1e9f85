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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text that should be a host alone, and that no name server could make anything of otherwise. */
public final class HostText {
  private static final Pattern WITH_PORT = Pattern.compile("[^:]*:[0-9]*");
  private static final Pattern IMPOSSIBLE = Pattern.compile(".*[\\s\"'%@/<>|\\\\].*");

  private static final Set<String> TARGETS = Set.of(Options.REMOTE_HOST.toString(), "HOST");
  private static final Pattern LINK_LOCAL = Pattern.compile("[0-9A-Fa-f:.]+%[\\w.-]+");

  private HostText() {}

  /** Where a host was named. */
  public record Origin(String where, ExitStatus status) {}

  /** The place that names the SPA server, or would. */
  static Origin serverOrigin(ConfigSources sources) {
    Optional<Located<String>> configured = sources.rc().find(RcVariable.SPA_SERVER);
    if (sources.line().has(SpaOptions.DESTINATION)) {
      return new Origin(SpaOptions.DESTINATION.toString(), ExitStatus.USAGE);
    }
    return configured
        .map(setting -> new Origin(setting.where().toString(), ExitStatus.CONFIGURATION))
        .orElse(new Origin(Options.REMOTE_HOST.toString(), ExitStatus.USAGE));
  }

  /** The SPA server. */
  static String server(ConfigSources sources, Optional<String> remoteHost) throws CliException {
    String server =
        sources
            .value(SpaOptions.DESTINATION)
            .map(HostText::bare)
            .or(() -> remoteHost)
            .or(() -> nowhere(sources.line()))
            .orElseThrow(HostText::noServer);
    checkServer(server, serverOrigin(sources));
    return server;
  }

  /** A packet that is only shown goes nowhere. */
  private static Optional<String> nowhere(ParsedArguments line) {
    return line.has(SpaOptions.TEST) ? Optional.of("") : Optional.empty();
  }

  private static CliException noServer() {
    return CliException.usage(
        SpaOptions.DESTINATION.name() + " is missing", "name the SPA server with -D HOST");
  }

  /** The remote host of the command line, checked. */
  public static Optional<String> remoteHost(ParsedArguments line) throws CliException {
    Optional<String> host = line.value(Options.REMOTE_HOST).map(HostText::bareAll);
    if (host.isPresent()) {
      checkTarget(host.get(), new Origin(Options.REMOTE_HOST.toString(), ExitStatus.USAGE));
    }
    return host;
  }

  /** An IPv6 address may be in brackets, as in a URL. */
  public static String bare(String text) {
    return text.startsWith("[") && text.endsWith("]") && text.contains(":")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** The same for each of several hosts. */
  private static String bareAll(String list) {
    return list.contains("[")
        ? Stream.of(list.split(",", -1)).map(HostText::bare).collect(Collectors.joining(","))
        : list;
  }

  /**
   * Refuses what cannot be the host to connect to, or several separated by commas. Without a knock
   * it may be an IPv6 address too.
   */
  public static void checkTarget(String text, Origin origin) throws CliException {
    for (String host : text.split(",", -1)) {
      if (host.isEmpty() && !text.isEmpty()) {
        throw problem(text, origin, "separate hosts by one comma");
      }
      if (!LINK_LOCAL.matcher(host).matches()) {
        check(host, origin);
      }
    }
  }

  /** Refuses what cannot be an SPA server: the hosts of a target, or one that is named as such. */
  static void checkServer(String text, Origin origin) throws CliException {
    boolean list = origin.where().equals(Options.REMOTE_HOST.toString());
    for (String host : list ? text.split(",", -1) : new String[] {text}) {
      if (!LINK_LOCAL.matcher(host).matches()) {
        check(host, origin);
      }
    }
  }

  /** Refuses what cannot be a host. */
  static void check(String text, Origin origin) throws CliException {
    Optional<String> hint = Optional.empty();
    if (text.contains("\ufffd")) {
      hint =
          Optional.of(
              "the value contains characters this locale cannot represent; set LC_ALL=C.UTF-8");
    } else if (text.contains("://")) {
      hint = Optional.of("name the host alone, without '" + text.split("//", 2)[0] + "//'");
    } else if (WITH_PORT.matcher(text).matches()) {
      boolean spa = !TARGETS.contains(origin.where());
      hint =
          Optional.of(
              spa
                  ? "give only the host; set the SPA port with -p PORT"
                  : "name the host without a port");
    } else if (text.contains(",")) {
      hint = Optional.of("name one host here");
    } else if (IMPOSSIBLE.matcher(text).matches()) {
      hint = Optional.of("name a host without blanks, quotes and slashes");
    }
    if (hint.isPresent()) {
      throw problem(text, origin, hint.get());
    }
  }

  private static CliException problem(String text, Origin origin, String hint) {
    return new CliException(
        new CliError(origin.status(), origin.where() + ": invalid value '" + text + "'", hint));
  }
}
