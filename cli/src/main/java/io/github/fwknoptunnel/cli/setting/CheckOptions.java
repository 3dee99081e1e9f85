package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** What only {@code check} has. */
public final class CheckOptions {
  public static final OptionDescriptor LIVE =
      flag(Section.COMMAND, "--live", "Knock once and check that the port opens.").asCommon();
  public static final OptionDescriptor TIME_URL =
      valued(
          Section.COMMAND,
          "--time-url",
          "URL",
          "Compare the clock with the Date header of this URL (default: port 80 or 443 of the SPA server).");
  public static final OptionDescriptor NTP =
      valued(Section.COMMAND, "--ntp", "HOST[:PORT]", "Compare the clock with this NTP server.");

  public static final List<OptionDescriptor> ALL = List.of(LIVE, TIME_URL, NTP, Options.JSON);

  private CheckOptions() {}
}
