package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.OptionDescriptor;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.error.CliException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code -L}: one tunnel in few characters.
 *
 * @param name as it was written, without the stanza; log lines carry it
 * @param options what it stands for
 */
public record Forward(String name, Map<OptionDescriptor, String> options) {
  private static final int HIGHEST_PORT = 65535;
  private static final String STANZA = ",stanza=";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<bind>H|\\*):)?(?<port>P):(?<host>H):(?<hostport>P)"
              .replace("H", "\\[[^\\[\\],\\s]+\\]|[^:\\[\\],*\\s]+")
              .replace("P", "[0-9]{1,5}"));

  public Forward {
    options = Map.copyOf(options);
  }

  /** Its own stanza, if it has one. */
  public Optional<String> stanza() {
    return Optional.ofNullable(options.get(SpaOptions.NAMED_CONFIG));
  }

  public static Forward parse(String text) throws CliException {
    int comma = text.indexOf(',');
    String name = comma < 0 ? text : text.substring(0, comma);
    Matcher matcher = FORM.matcher(name);
    boolean stanza = text.startsWith(STANZA, comma) && text.length() > comma + STANZA.length();
    if (stanza && text.indexOf(STANZA, comma + 1) > 0) {
      throw ParsedArguments.bad(Options.LOCAL_FORWARD, text, "one " + STANZA.substring(1) + "NAME");
    }
    if (!matcher.matches() || (comma >= 0 && !stanza)) {
      throw ParsedArguments.bad(
          Options.LOCAL_FORWARD,
          text,
          "[BIND:]PORT:HOST:HOSTPORT, IPv6 addresses in brackets, and ,stanza=NAME if it has its own");
    }
    Map<OptionDescriptor, String> options = new LinkedHashMap<>();
    options.put(Options.LOCAL_PORT, port(text, matcher.group("port"), 0));
    options.put(Options.REMOTE_HOST, bare(matcher.group("host")));
    options.put(Options.REMOTE_PORT, port(text, matcher.group("hostport"), 1));
    Optional.ofNullable(matcher.group("bind"))
        .ifPresent(bind -> options.put(Options.BIND_ADDRESS, bind.equals("*") ? "::" : bare(bind)));
    if (stanza) {
      options.put(SpaOptions.NAMED_CONFIG, text.substring(comma + STANZA.length()));
    }
    return new Forward(name, options);
  }

  private static String port(String text, String port, int lowest) throws CliException {
    int number = Integer.parseInt(port);
    if (number < lowest || number > HIGHEST_PORT) {
      throw ParsedArguments.bad(
          Options.LOCAL_FORWARD, text, "ports from 1 to 65535, and 0 for any free local one");
    }
    return port;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
