package io.github.fwknoptunnel.cli.command.keygen;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.spa.message.PortSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The server's half: a stanza of {@code access.conf} (fwknopd(8)), and what else that server needs.
 *
 * @param accessTimeout seconds
 */
record ServerStanza(ServerSystem system, List<PortSpec> ports, int accessTimeout) {
  /** That of fwknopd. */
  private static final int DEFAULT_SECONDS = 30;

  private static final int SSH = 22;

  /** Empty if none is wanted. */
  static Optional<ServerStanza> read(ParsedArguments arguments) throws CliException {
    if (arguments.has(KeyOptions.SERVER)) {
      ServerSystem system =
          arguments
              .value(KeyOptions.SERVER_SYSTEM)
              .flatMap(ServerSystem::of)
              .orElse(ServerSystem.DEFAULT);
      if (!arguments.has(Options.KEY_GEN_FILE)) {
        throw CliException.usage(
            KeyOptions.SERVER + " without " + Options.KEY_GEN_FILE + " leaves the client no keys",
            "name the client's new file: " + Options.KEY_GEN_FILE + " FILE");
      }
      int accessTimeout = arguments.value(KeyOptions.ACCESS_TIMEOUT).orElse(DEFAULT_SECONDS);
      List<PortSpec> ports =
          arguments.value(KeyOptions.OPEN_PORTS).orElse(List.of(PortSpec.tcp(SSH)));
      return Optional.of(new ServerStanza(system, ports, accessTimeout));
    }
    Optional<Setting<?>> lost =
        arguments.firstOf(
            List.of(KeyOptions.OPEN_PORTS, KeyOptions.ACCESS_TIMEOUT, KeyOptions.SERVER_SYSTEM));
    if (lost.isPresent() && arguments.command().name().equals("keygen")) {
      throw CliException.usage(
          lost.get() + " needs " + KeyOptions.SERVER,
          "add " + KeyOptions.SERVER + ", or leave " + lost.get() + " out");
    }
    return Optional.empty();
  }

  /** Nothing is left to a default that another version of fwknopd might have changed. */
  String text(NewKeys keys) {
    String stanza =
        switch (system) {
          case FWKNOP_GO -> yaml(keys);
          case NFTABLES -> stanza(keys) + cycle();
          default -> stanza(keys) + "FW_ACCESS_TIMEOUT  %d%n".formatted(accessTimeout);
        };
    return system.readMe() + stanza + system.otherFiles(ports.contains(PortSpec.tcp(SSH)));
  }

  private String stanza(NewKeys keys) {
    return """
    ## /etc/fwknop/access.conf
    # In place of the sample stanza. Only root may read the file: chmod 600.
    SOURCE             ANY
    OPEN_PORTS         %s
    KEY_BASE64         %s
    HMAC_KEY_BASE64    %s
    HMAC_DIGEST_TYPE   %s
    """
        .formatted(PortSpec.join(ports), keys.key(), keys.hmacKey(), keys.type());
  }

  /** The kernel closes by itself, so there is nothing to run at the end of the window. */
  private String cycle() {
    return """
    CMD_CYCLE_OPEN     /usr/local/sbin/fwknop-open $SRC $PROTO $PORT %d
    CMD_CYCLE_CLOSE    NONE
    """
        .formatted(accessTimeout);
  }

  private String yaml(NewKeys keys) {
    String list = ports.stream().map(port -> "    - " + port + "\n").collect(Collectors.joining());
    return """
    ## /etc/fwknop/access.yaml
    - source: "ANY"
      open_ports:
    %s  key_base64: "%s"
      hmac_key_base64: "%s"
      hmac_digest_type: %s
      encryption_mode: cbc
      access_timeout: %d
    """
        .formatted(list, keys.key(), keys.hmacKey(), keys.type(), accessTimeout);
  }
}
