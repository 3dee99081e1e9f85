package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.net.URI;
import java.util.List;

/** What only {@code check} has. */
public final class CheckOptions {
  public static final Setting<Boolean> LIVE =
      flag(Section.COMMAND, "--live", "Knock once and check that the port opens.").asCommon();
  public static final Setting<URI> TIME_URL =
      valued(
          Section.COMMAND,
          "--time-url",
          TunnelTypes.URL,
          "Compare the clock with the Date header of this URL (default: port 80 or 443 of the SPA server).");
  public static final Setting<HostAndPort> NTP =
      valued(Section.COMMAND, "--ntp", TunnelTypes.NTP, "Compare the clock with this NTP server.");

  public static final List<Setting<?>> ALL = List.of(LIVE, TIME_URL, NTP, Options.JSON);

  private CheckOptions() {}
}
