package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.util.Optional;

/** The address family of packets and connections. */
public final class FamilySettings {
  private FamilySettings() {}

  /**
   * The family that was configured; absent means IPv4 after a knock, and any without. Of {@code
   * any} an allowed address leaves only its own family.
   */
  public static Optional<Family> read(ParsedArguments line) throws CliException {
    Optional<Family> given = line.value(Options.FAMILY);
    Optional<String> allowed =
        line.value(SpaOptions.ALLOW_IP)
            .filter(text -> !text.equals(AllowIp.PACKET_SOURCE.address()));
    return given.equals(Optional.of(Family.ANY)) && allowed.isPresent()
        ? Optional.of(allowed.get().contains(":") ? Family.IPV6 : Family.IPV4)
        : given;
  }

  /** The family of packets, and of the connections after them. */
  public static Family ofPackets(ParsedArguments line) throws CliException {
    return read(line).orElse(Family.IPV4);
  }
}
