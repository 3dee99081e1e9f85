package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;

/** What each command does, for its page of the manual; a line is a paragraph. */
final class ManDescriptions {
  private ManDescriptions() {}

  static String of(CommandDescriptor command) {
    return switch (command.name()) {
      case "knock" -> KNOCK;
      case "connect" -> CONNECT;
      case "exec" -> EXEC;
      case "keygen" -> KEYGEN;
      case "inspect" -> INSPECT;
      case "check" -> CHECK;
      case "status" -> STATUS;
      case "ssh-config" -> SSH_CONFIG;
      case "setup" -> SETUP;
      case "demo" -> DEMO;
      case "completion" -> COMPLETION;
      default -> command.summary();
    };
  }

  private static final String KNOCK =
      """
      Sends one SPA packet and prints what it asked for. With --wait it returns when the port is open, and fails if it stays closed.
      The options are those of the fwknop client where it has them, and the same ~/.fwknoprc is read.
      """;

  private static final String CONNECT =
      """
      Knocks, connects to PORT of HOST as soon as it is open, and relays stdin and stdout. It is made for ssh's ProxyCommand: nothing but the connection's data is written to stdout, and nothing is logged unless it fails.
      With --fdpass the connected socket is handed to ssh, which needs ProxyUseFdpass yes, and the program exits.
      """;

  private static final String EXEC =
      """
      Opens a tunnel on a free local port, runs a command, and exits with its status. {host} and {port} in the arguments of the command are replaced with the address of the tunnel.
      The command receives SIGTERM and SIGHUP. On Linux only processes of the same user can connect to the tunnel, unless --allow-user names others.
      """;

  private static final String KEYGEN =
      """
      Creates an encryption key and an HMAC key from random bytes and prints them, or writes them into a new file that only its owner can read.
      With --server it prints the server's side of these keys instead: the stanza of access.conf, and in comments the other files and the rules of the firewall.
      """;

  private static final String INSPECT =
      """
      Opens an SPA packet, from the command line or the first line of stdin, and prints its fields. If the packet does not open, it prints the reason as far as it can be known.
      The digest type is detected. The cipher mode and the type of the HMAC must be named if they are not the defaults.
      """;

  private static final String CHECK =
      """
      Reads options, rc file and keys as a run would, prints each setting with its origin, and tests what can be tested: names, files, keys, the local address and the clock.
      With --live it sends one packet, or runs the command of -cmd, and reports whether the port opens.
      """;

  private static final String STATUS =
      """
      Asks a tunnel that runs with --metrics what it is doing, and prints its tunnels, their sessions, how long ports took to open, and the last failures with their likely causes.
      With --json it prints one object. Neither shows keys or command lines.
      """;

  private static final String SSH_CONFIG =
      """
      Prints a Host block for ~/.ssh/config with a ProxyCommand, for the stanza NAME of the rc file or for the options given.
      """;

  private static final String SETUP =
      """
      Asks for what it needs in a terminal and does in steps what a first tunnel needs: it creates keys, writes the configuration for the server into a file, tests the server with check --live, and adds a named tunnel to an option file.
      All files are in $XDG_CONFIG_HOME/fwknop-tunnel, by default ~/.config/fwknop-tunnel. What exists is kept: when it is run again, setup repeats the test and does what is missing.
      """;

  private static final String DEMO =
      """
      Shows a closed port, a knock, the time until the port opens, and relayed bytes, all on this machine. It needs no server and no configuration.
      """;

  private static final String COMPLETION =
      """
      Prints a script that completes commands, options and values. Load it in a shell, or save it where the shell looks for such scripts.
      """;
}
