package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code -L}: one tunnel in few characters.
 *
 * @param name as it was written, without the stanza; log lines carry it
 * @param options what it stands for
 */
public record Forward(String name, List<GivenOption> options) {
  private static final int HIGHEST_PORT = 65535;
  private static final String STANZA = ",stanza=";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<bind>H|\\*):)?(?<port>P):(?<host>H):(?<hostport>P)"
              .replace("H", "\\[[^\\[\\],\\s]+\\]|[^:\\[\\],*\\s]+")
              .replace("P", "[0-9]{1,5}"));

  public Forward {
    options = List.copyOf(options);
  }

  /** Its own stanza, if it has one. */
  public Optional<String> stanza() {
    return options.stream()
        .filter(given -> given.option().equals(SpaOptions.NAMED_CONFIG))
        .map(GivenOption::value)
        .findFirst();
  }

  public static Forward parse(GivenOption source) throws CliException {
    String text = source.value();
    if (text.isEmpty()) {
      throw source.bad("a value that is not empty");
    }
    int comma = text.indexOf(',');
    String name = comma < 0 ? text : text.substring(0, comma);
    Matcher matcher = FORM.matcher(name);
    boolean stanza = text.startsWith(STANZA, comma) && text.length() > comma + STANZA.length();
    if (stanza && text.indexOf(STANZA, comma + 1) > 0) {
      throw source.bad("one " + STANZA.substring(1) + "NAME");
    }
    if (!matcher.matches() || (comma >= 0 && !stanza)) {
      throw source.bad(
          "[BIND:]PORT:HOST:HOSTPORT, IPv6 addresses in brackets, and ,stanza=NAME if it has its own");
    }
    List<GivenOption> options = new ArrayList<>();
    options.add(source.implying(Options.LOCAL_PORT, port(source, matcher.group("port"), 0)));
    options.add(source.implying(Options.REMOTE_HOST, bare(matcher.group("host"))));
    options.add(source.implying(Options.REMOTE_PORT, port(source, matcher.group("hostport"), 1)));
    Optional.ofNullable(matcher.group("bind"))
        .map(bind -> bind.equals("*") ? "::" : bare(bind))
        .ifPresent(bind -> options.add(source.implying(Options.BIND_ADDRESS, bind)));
    if (stanza) {
      options.add(
          source.implying(SpaOptions.NAMED_CONFIG, text.substring(comma + STANZA.length())));
    }
    return new Forward(name, options);
  }

  private static String port(GivenOption source, String port, int lowest) throws CliException {
    int number = Integer.parseInt(port);
    if (number < lowest || number > HIGHEST_PORT) {
      throw source.bad("ports from 1 to 65535, and 0 for any free local one");
    }
    return port;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
