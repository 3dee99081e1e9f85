package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.ClockSource;
import io.github.fwknoptunnel.cli.check.HttpClock;
import io.github.fwknoptunnel.cli.check.NtpClock;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.CheckOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference clocks of {@code check}. Those that the user names come first. */
final class ClockSources {
  private static final Pattern HOST =
      Pattern.compile("(?<host>[^:/\\s]+)(:(?<port>[1-9][0-9]{0,4}))?");
  private static final int HIGHEST_PORT = 65535;

  private final List<ClockSource> named = new ArrayList<>();

  private ClockSources() {}

  static ClockSources read(ParsedArguments arguments) throws CliException {
    ClockSources sources = new ClockSources();
    Optional<String> ntp = arguments.text(CheckOptions.NTP);
    if (ntp.isPresent()) {
      sources.named.add(ntp(ntp.get()));
    }
    Optional<String> url = arguments.text(CheckOptions.TIME_URL);
    if (url.isPresent()) {
      sources.named.add(new HttpClock(url(url.get())));
    }
    return sources;
  }

  private static NtpClock ntp(String text) throws CliException {
    Matcher matcher = HOST.matcher(text);
    boolean matches = matcher.matches();
    String port = matches ? matcher.group("port") : "";
    int number = port == null ? NtpClock.PORT : matches ? Integer.parseInt(port) : 0;
    if (!matches || number > HIGHEST_PORT) {
      throw ParsedArguments.bad(CheckOptions.NTP, text, "HOST or HOST:PORT");
    }
    return new NtpClock(matcher.group("host"), number);
  }

  private static URI url(String text) throws CliException {
    try {
      URI uri = new URI(text);
      // A name with an underscore is no host for URI; the request finds out what it is.
      if (uri.getRawAuthority() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told as any other that is none.
    }
    throw ParsedArguments.bad(
        CheckOptions.TIME_URL, text, "a URL that starts with http:// or https://");
  }

  /**
   * The clocks to query.
   *
   * @param server whose HTTP service may have a clock
   */
  List<ClockSource> with(String server) {
    if (!named.isEmpty()) {
      return List.copyOf(named);
    }
    try {
      return List.of(
          new HttpClock(new URI("http://" + server + "/")),
          new HttpClock(new URI("https://" + server + "/")));
    } catch (URISyntaxException e) {
      // The check of the name reports it.
      return List.of();
    }
  }
}
