package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.setting.Options.join;

import io.github.fwknoptunnel.cli.setting.CheckOptions;
import io.github.fwknoptunnel.cli.setting.ConnectCommandOptions;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.setting.StanzaOptions;
import java.util.List;
import java.util.Optional;

/** The commands, with the options each one takes. */
public final class Commands {
  public static final CommandDescriptor TUNNEL =
      CommandDescriptor.of(
          "",
          "Listens on a local port, knocks with an fwknop SPA packet, connects and relays.",
          join(
              Options.REMOTE,
              Options.TUNNEL,
              ProxyOptions.ALL,
              ListenOptions.ALL,
              RelayOptions.ALL,
              ServiceOptions.ALL,
              SpaOptions.ALL));

  public static final CommandDescriptor KNOCK =
      CommandDescriptor.of(
          "knock",
          "Sends one SPA packet.",
          join(
              Options.REMOTE,
              List.of(
                  Options.FAMILY, Options.WAIT, Options.KEEP, Options.MAX_PACKETS, Options.QUIET),
              SpaOptions.ONE_PACKET,
              KeyOptions.ONE_PACKET,
              StanzaOptions.ALL,
              SpaOptions.ALL));

  public static final CommandDescriptor CONNECT =
      CommandDescriptor.of(
              "connect",
              "Knocks, connects, and relays stdin and stdout (ssh ProxyCommand).",
              join(ConnectCommandOptions.ALL, SpaOptions.ALL))
          .withOperand("HOST PORT");

  public static final CommandDescriptor EXEC =
      CommandDescriptor.of(
              "exec",
              "Runs a command; replaces {host} and {port} with the tunnel's.",
              join(
                  Options.REMOTE,
                  ProxyOptions.EXEC,
                  List.of(Options.DRAIN_TIMEOUT, ListenOptions.ALLOW_USER),
                  Options.CONNECTING,
                  SpaOptions.ALL))
          .withOperand("CMD ARG…");

  public static final CommandDescriptor KEYGEN =
      CommandDescriptor.of(
          "keygen",
          "Creates keys and the server's configuration for them.",
          join(
              KeyOptions.NEW_KEYS,
              List.of(
                  SpaOptions.HMAC_DIGEST_TYPE,
                  KeyOptions.SERVER,
                  KeyOptions.SERVER_SYSTEM,
                  KeyOptions.OPEN_PORTS,
                  KeyOptions.ACCESS_TIMEOUT)));

  public static final CommandDescriptor INSPECT =
      CommandDescriptor.of(
              "inspect",
              "Decrypts an SPA packet and shows its fields.",
              join(
                  GpgOptions.OPENING,
                  List.of(
                      SpaOptions.KEY_FILE,
                      SpaOptions.INSECURE_KEY_FILE,
                      SpaOptions.KEY_COMMAND,
                      KeyOptions.KEY_FD,
                      SpaOptions.NAMED_CONFIG,
                      SpaOptions.RC_FILE,
                      SpaOptions.NO_RC_FILE,
                      SpaOptions.ENCRYPTION_MODE,
                      SpaOptions.HMAC_DIGEST_TYPE,
                      Options.JSON,
                      Options.MAX_AGE)))
          .withOperand("[PACKET]");

  public static final CommandDescriptor CHECK =
      CommandDescriptor.of(
          "check",
          "Shows each setting and its origin, and tests the configuration.",
          join(
              CheckOptions.ALL,
              Options.REMOTE,
              Options.TUNNEL,
              ProxyOptions.ALL,
              ListenOptions.ALL,
              RelayOptions.ALL,
              ServiceOptions.ALL,
              KeyOptions.ONE_BY_ONE,
              SpaOptions.ALL));

  public static final CommandDescriptor STATUS =
      CommandDescriptor.of(
          "status",
          "Prints the state of a running tunnel.",
          List.of(ServiceOptions.STATUS_ADDRESS, Options.JSON));

  public static final CommandDescriptor SETUP =
      CommandDescriptor.of(
              "setup",
              "Guides through keys, server, test and first tunnel.",
              List.of(Options.REMOTE_PORT, KeyOptions.SERVER_SYSTEM))
          .withOperand("HOST");

  public static final CommandDescriptor DEMO =
      CommandDescriptor.of(
          "demo", "Shows a knock and a tunnel on this machine, without a server.", List.of());

  public static final CommandDescriptor SSH_CONFIG =
      CommandDescriptor.of(
              "ssh-config",
              "Prints a Host block for ~/.ssh/config.",
              join(Options.REMOTE, ConnectCommandOptions.ALL, SpaOptions.ALL))
          .withOperand("NAME");

  public static final CommandDescriptor COMPLETION =
      CommandDescriptor.of("completion", "Prints a completion script for bash or zsh.", List.of())
          .withOperand("bash|zsh");

  /** The commands with a name, in the order of the help. */
  public static final List<CommandDescriptor> NAMED =
      List.of(
          CONNECT,
          EXEC,
          KNOCK,
          CHECK,
          INSPECT,
          STATUS,
          SETUP,
          KEYGEN,
          SSH_CONFIG,
          COMPLETION,
          DEMO);

  private Commands() {}

  static Optional<CommandDescriptor> named(String name) {
    return NAMED.stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
