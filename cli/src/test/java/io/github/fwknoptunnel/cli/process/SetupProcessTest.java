package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The guided first start, typed at a terminal. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SetupProcessTest {
  private static final String HOST = "127.0.0.1";

  /** The first port from 6000 on that is free on this machine. */
  private static final String LOCAL_PORT = "Local port [60";

  @TempDir Path home;

  private Path file(String name) {
    return home.resolve(".config/fwknop-tunnel").resolve(name);
  }

  private PseudoTerminal setup(String variables, String... words) throws IOException {
    String[] all = Stream.concat(Stream.of("setup", HOST), Stream.of(words)).toArray(String[]::new);
    String line =
        RunningProgram.builder(List.of(), all).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return PseudoTerminal.run(
        "unset XDG_CONFIG_HOME; HOME='" + home + "' TERM=dumb " + variables + " " + line);
  }

  private List<String> keyLines() throws IOException {
    return Files.readAllLines(file(HOST + ".keys"));
  }

  @Test
  void endsWithATunnelThatConnects() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      begin("" + server.port());
      try (PseudoTerminal terminal = setup("")) {
        terminal.await("Port to reach on 127.0.0.1 [" + server.port() + "]: ");
        terminal.type("\u0004");
        terminal.end();
      }
      Files.delete(file(HOST + ".keys"));
      server.writeKeyFile(file(HOST + ".keys"));
      int local = ReservedPort.next().getPort();
      goOn(server, local);
      assertEchoesThroughTheTunnel(server, local);
    }
  }

  private void begin(String port) throws Exception {
    try (PseudoTerminal terminal = setup("")) {
      terminal.await("Port to reach on 127.0.0.1 [22]: ");
      terminal.type("70000\n");
      terminal.await("expected a number from 1 to 65535");
      terminal.type(port + "\n");
      terminal.await("[debian13]: ");
      terminal.type("solaris\ndebian12\n");
      terminal.await("created: " + file(HOST + ".keys"));
      terminal.await("(c)ontinue when that is done, (p)rint it [c]: ");
      terminal.type("p\n");
      String key = keyLines().getFirst().replace("KEY_BASE64: ", "");
      terminal.await("KEY_BASE64         " + key);
      terminal.type("\u0004"); // end of input
      assertTrue(
          terminal.end().contains("error: setup ended before its last step"), "what is left to do");
    }
    String part = Files.readString(file(HOST + ".server"));
    assertTrue(part.contains("OPEN_PORTS         tcp/" + port + "\n"), part);
    assertTrue(part.contains("PCAP_INTF"), part);
    assertFalse(part.contains("reopen-ssh"), part);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file(HOST + ".server"))));
  }

  /** Runs it again: what is there stays, and the test fails first, since the clock is wrong. */
  private void goOn(FakeFwknopd server, int local) throws Exception {
    String variables =
        "FWKNOP_TUNNEL_OPT_SERVER_PORT=%d FWKNOP_TUNNEL_OPT_CONNECT_TIMEOUT=2s"
            .formatted(server.address().getPort());
    List<String> before = keyLines();
    String port = "" + server.port();
    try (PseudoTerminal terminal =
        setup(variables + " FWKNOP_TUNNEL_OPT_TIME_OFFSET_PLUS=1h", "-remote-port", port)) {
      terminal.await("kept: " + file(HOST + ".keys"));
      terminal.await("[c]: ");
      terminal.type("c\n");
      terminal.await("(r)epeat, (s)kip the test, (q)uit [r]: ");
      terminal.type("r\n");
      terminal.await("[r]: ");
      terminal.type("q\n");
      assertTrue(terminal.end().contains("error: the test failed"), "asked to quit");
    }
    assertFalse(Files.exists(file("tunnels")));
    try (PseudoTerminal terminal = setup(variables, "-remote-port", port)) {
      terminal.await("[c]: ");
      terminal.type("\n");
      terminal.await(LOCAL_PORT);
      terminal.type("0\n" + local + "\n");
      String screen = terminal.end();
      assertTrue(screen.contains("start it:  fwknop-tunnel @" + file("tunnels")), screen);
      assertTrue(screen.contains("connect the client to 127.0.0.1:" + local), screen);
    }
    assertEquals(before, keyLines());
    anotherPortOfTheHostHasFilesOfItsOwn();
    assertEquals(before, keyLines());
  }

  private void anotherPortOfTheHostHasFilesOfItsOwn() throws Exception {
    String name = HOST + "-8080";
    try (PseudoTerminal terminal =
        setup(
            "FWKNOP_TUNNEL_OPT_CONNECT_TIMEOUT=1s", "-remote-port", "8080", "--for", "nftables")) {
      terminal.await("created: " + file(name + ".keys"));
      terminal.await("[c]: ");
      terminal.type("\n");
      terminal.await("[r]: ");
      terminal.type("s\n");
      terminal.await(LOCAL_PORT);
      terminal.type("\n");
      String screen = terminal.end();
      assertTrue(screen.contains("[" + name + "] is in " + file("tunnels")), screen);
    }
    String section = Files.readString(file("tunnels"));
    section = section.substring(section.indexOf("[" + name + "]"));
    assertTrue(section.contains("-remote-host " + HOST + "\n-remote-port 8080\n"), section);
    assertTrue(section.contains(file(name + ".keys").toString()), section);
  }

  private void assertEchoesThroughTheTunnel(FakeFwknopd server, int local) throws Exception {
    try (RunningProgram tunnel =
        RunningProgram.start(
            "@" + file("tunnels"), "--server-port", "" + server.address().getPort())) {
      assertEquals(local, tunnel.port());
      EchoServer.assertEchoes(local);
    }
  }

  @Test
  void anotherServersTunnelIsKept() throws Exception {
    Files.createDirectories(file("tunnels").getParent());
    String mine = "# mine\n[other]\n-local-port 6000\n-remote-host 192.0.2.7\n-remote-port 22";
    Files.writeString(file("tunnels"), mine);
    try (PseudoTerminal terminal =
        setup(
            "FWKNOP_TUNNEL_OPT_CONNECT_TIMEOUT=1s",
            "-remote-port",
            EchoServer.closedPort(),
            "--for",
            "nftables")) {
      terminal.await("[c]: ");
      terminal.type("c\n");
      terminal.await("[r]: ");
      terminal.type("s\n");
      terminal.await(LOCAL_PORT);
      terminal.type("6000\n\n");
      String screen = terminal.end();
      assertFalse(screen.contains(LOCAL_PORT + "00]"), "another tunnel's port is suggested");
      assertTrue(screen.contains("[" + HOST + "] is in " + file("tunnels")), screen);
    }
    String text = Files.readString(file("tunnels"));
    assertTrue(text.startsWith(mine + "\n\n[" + HOST + "]\n-local-port 60"), text);
  }

  @Test
  void aTunnelOfTheSameNameIsKeptHoweverItIsWritten() throws Exception {
    Files.createDirectories(file("tunnels").getParent());
    String mine =
        "[127.0.0.1] # mine\r\n-local-port '6007' -remote-host 192.0.2.7 -remote-port 22\r\n";
    Files.writeString(file("tunnels"), mine);
    try (PseudoTerminal terminal =
        setup("FWKNOP_TUNNEL_OPT_CONNECT_TIMEOUT=1s", "-remote-port", "22", "--for", "nftables")) {
      terminal.await("[c]: ");
      terminal.type("c\n");
      terminal.await("[r]: ");
      terminal.type("s\n");
      assertTrue(terminal.end().contains("ssh -p 6007 USER@127.0.0.1"), "its own port");
    }
    assertEquals(mine, Files.readString(file("tunnels")));
  }

  @Test
  void aFileThatCannotBeReadIsFoundBeforeAnythingIsDone() throws Exception {
    Files.createDirectories(file("tunnels").getParent());
    Files.write(file("tunnels"), new byte[] {'#', (byte) 0xe9, '\n'});
    try (PseudoTerminal terminal = setup("", "-remote-port", "22")) {
      String screen = terminal.end();
      assertTrue(screen.contains("error: cannot read the option file " + file("tunnels")), screen);
    }
    assertFalse(Files.exists(file(HOST + ".keys")));
  }

  @Test
  void aDirectoryThatOthersCanChangeIsRefused() throws Exception {
    Files.createDirectories(file("tunnels").getParent());
    Files.setPosixFilePermissions(
        file("tunnels").getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (PseudoTerminal terminal = setup("", "-remote-port", "22")) {
      String screen = terminal.end();
      assertTrue(screen.contains("error: cannot use " + file("tunnels").getParent()), screen);
    }
    assertFalse(Files.exists(file(HOST + ".keys")));
  }

  @Test
  void aScriptIsSentElsewhere() throws Exception {
    try (RunningProgram setup = RunningProgram.start("setup", HOST)) {
      setup.awaitLine("error: setup asks questions, and stdin is not a terminal");
      assertEquals(2, setup.awaitExit());
    }
  }
}
