package io.github.fwknoptunnel.cli.command.setup;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The steps, each of which leaves alone what is there already. */
final class SetupSteps {
  /** The kinds of servers that keygen knows. */
  static final List<String> SYSTEMS =
      List.of(KeyOptions.SERVER_SYSTEM.label().orElseThrow().split("\\|"));

  private static final String USUAL = "debian13";
  private static final String SSH = "22";

  private final SetupTools tools;
  private final SetupFiles files;
  private final Questions questions;
  private final String port;
  private final PrintStream out;

  SetupSteps(SetupTools tools, SetupFiles files, Questions questions, String port) {
    this.tools = tools;
    this.files = files;
    this.questions = questions;
    this.port = port;
    out = tools.out();
  }

  /**
   * Creates the keys and the server's part.
   *
   * @param given the kind of the server; empty to ask for it
   */
  void keys(Optional<String> given) throws CliException, InterruptedException {
    out.println("1. Keys");
    if (Files.exists(files.keys())) {
      out.println("   kept: " + files.keys());
      given.ifPresent(system -> out.println("   --for is for new keys, and not used"));
      return;
    }
    String system =
        given.isPresent()
            ? given.get()
            : questions.ask(
                "Server: " + String.join(", ", SYSTEMS), USUAL, SYSTEMS::contains, "one of these");
    String keys = files.keys().toString();
    files.writeServerPart(
        tools.keygen(
            List.of("keygen", "--server", "--for", system, "-A", "tcp/" + port, "-K", keys)));
    out.println("   created: " + files.keys());
  }

  /** Waits until the user has set up the server. */
  void server() throws CliException {
    out.println("2. Server");
    if (Files.exists(files.serverPart())) {
      out.println("   The server's configuration, with the keys, is in " + files.serverPart());
      out.println("   Copy this file to the server, and do there as root what it says.");
      if (port.equals(SSH)) {
        out.println("   The last block is for later: when you have logged in through the tunnel.");
      }
      while (questions.choose("(c)ontinue when that is done, (p)rint it", "cp") == 'p') {
        out.print(files.readServerPart());
      }
    } else {
      out.println("   " + files.serverPart() + " is gone.");
      out.println("   If the server is not set up, move the keys away and run setup again.");
    }
  }

  /** Sends a knock and waits for the port. */
  void test() throws CliException, InterruptedException {
    out.println("3. Test");
    List<String> words =
        List.of(
            "check",
            "--live",
            "-remote-host",
            files.host(),
            "-remote-port",
            port,
            "-local-port",
            "0",
            "--key-file",
            files.keys().toString());
    while (tools.check(words).code() != ExitStatus.OK.code()) {
      switch (questions.choose("(r)epeat, (s)kip the test, (q)uit", "rsq")) {
        case 's' -> {
          return;
        }
        case 'q' ->
            throw new CliException(
                new CliError(
                    ExitStatus.FAILED,
                    "the test failed",
                    "see docs/TROUBLESHOOTING.md; run setup again to repeat the test"));
        default -> {}
      }
    }
  }

  /** Saves the tunnel. */
  void tunnel() throws CliException {
    out.println("4. Tunnel");
    files.refresh();
    while (!files.hasTunnel()) {
      int local = Integer.parseInt(localPort());
      // Another setup may have saved its tunnel meanwhile.
      files.refresh();
      if (!files.hasTunnel() && files.isFree(local)) {
        files.addTunnel(local, port);
      }
    }
    out.printf("   [%s] is in %s%n", files.name(), files.tunnels());
    out.println("   start it:  fwknop-tunnel @" + ShellWord.quoted(files.tunnels().toString()));
    files.localPort().ifPresent(this::howToUse);
  }

  private String localPort() throws CliException {
    return questions.ask(
        "Local port",
        Integer.toString(files.freeLocalPort()),
        text -> SetupCommand.isPort(text) && files.isFree(Integer.parseInt(text)),
        SetupCommand.PORT + " that is free");
  }

  private void howToUse(String local) {
    if (port.equals(SSH)) {
      out.println("   use it:    ssh -p " + local + " USER@127.0.0.1");
      out.println("   when that login has worked, do the last block of the file on the server");
    } else {
      out.println("   use it:    connect the client to 127.0.0.1:" + local);
    }
    out.println("   then delete the file for the server, here and there: it contains the keys");
  }
}
