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

/** The reference clocks of {@code check}. Those that the user names come first. */
final class ClockSources {
  private final List<ClockSource> named = new ArrayList<>();

  private ClockSources() {}

  static ClockSources read(ParsedArguments arguments) throws CliException {
    ClockSources sources = new ClockSources();
    arguments
        .value(CheckOptions.NTP)
        .ifPresent(ntp -> sources.named.add(new NtpClock(ntp.host(), ntp.port())));
    arguments.value(CheckOptions.TIME_URL).ifPresent(url -> sources.named.add(new HttpClock(url)));
    return sources;
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
