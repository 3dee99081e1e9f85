package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.NamedTunnel;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.net.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of several tunnels: the value of {@code -L}, or a named tunnel of an option file.
 *
 * @param name the value as it was written, without the stanza, or the tunnel's name; log lines
 *     carry it
 * @param options that it implies
 * @param header where an option file names it; absent for {@code -L}
 */
public record Forward(String name, List<GivenOption> options, Optional<String> header) {
  private static final List<Setting<?>> ENDS =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          ListenOptions.UNIX_SOCKET,
          Options.REMOTE_HOST,
          Options.REMOTE_PORT);

  private static final String STANZA = ",stanza=";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<bind>H|\\*):)?(?<port>P):(?<host>H(?:,H)*):(?<hostport>P)"
              .replace("H", "(?:\\[[^\\[\\],\\s]+\\]|[^:\\[\\],*\\s]+)")
              .replace("P", "[0-9]{1,5}"));

  public Forward {
    options = List.copyOf(options);
  }

  /** All that a command line has: none if it has the options of one tunnel. */
  public static List<Forward> all(ParsedArguments arguments) throws CliException {
    List<Forward> forwards = new ArrayList<>();
    for (GivenOption given : arguments.all(Options.LOCAL_FORWARD)) {
      forwards.add(parse(given));
    }
    arguments.refuseExcluded(List.of(Options.LOCAL_FORWARD));
    for (NamedTunnel tunnel : arguments.tunnels()) {
      forwards.add(new Forward(tunnel.name(), tunnel.options(), Optional.of(tunnel.header())));
    }
    return forwards;
  }

  /** What it has of its own besides its ends, as texts. */
  List<String> own() {
    return options.stream()
        .filter(given -> !ENDS.contains(given.option()))
        .map(GivenOption::toString)
        .toList();
  }

  public static Forward parse(GivenOption source) throws CliException {
    String text = source.value();
    if (text.isEmpty()) {
      throw source.bad("a non-empty value");
    }
    int comma = text.indexOf(STANZA);
    String name = comma < 0 ? text : text.substring(0, comma);
    Matcher matcher = FORM.matcher(name);
    boolean stanza = comma >= 0 && text.length() > comma + STANZA.length();
    if (stanza && text.indexOf(STANZA, comma + 1) > 0) {
      throw source.bad("one " + STANZA.substring(1) + "NAME");
    }
    if (!matcher.matches() || (comma >= 0 && !stanza)) {
      throw source.bad("[BIND:]PORT:HOST:HOSTPORT[,stanza=NAME], IPv6 addresses in brackets");
    }
    List<GivenOption> options = new ArrayList<>();
    options.add(source.implying(Options.LOCAL_PORT, port(source, matcher.group("port"), 0)));
    options.add(source.implying(Options.REMOTE_HOST, hosts(matcher.group("host"))));
    options.add(source.implying(Options.REMOTE_PORT, port(source, matcher.group("hostport"), 1)));
    Optional.ofNullable(matcher.group("bind"))
        .map(bind -> bind.equals("*") ? "::" : bare(bind))
        .ifPresent(bind -> options.add(source.implying(Options.BIND_ADDRESS, bind)));
    if (stanza) {
      options.add(
          source.implying(SpaOptions.NAMED_CONFIG, text.substring(comma + STANZA.length())));
    }
    return new Forward(name, options, Optional.empty());
  }

  private static String port(GivenOption source, String port, int lowest) throws CliException {
    int number = Integer.parseInt(port);
    if (number < lowest || number > Ports.MAX) {
      throw source.bad("ports from 1 to 65535, or 0 for any free local port");
    }
    return port;
  }

  private static String hosts(String list) {
    return Stream.of(list.split(",")).map(Forward::bare).collect(Collectors.joining(","));
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
