package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the variables of the environment decide that no option stands for. */
@Timeout(120)
class EnvironmentProcessTest {
  private static final String STANZA = "[home]\nSPA_SERVER gate.example.com\n";

  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private RunningProgram run(Map<String, String> environment, String home, String... words)
      throws IOException {
    ProcessBuilder builder = RunningProgram.builder(List.of("-Duser.home=" + home), words);
    builder.directory(directory.toFile());
    builder.environment().keySet().removeAll(List.of("HOME", "LOGNAME", "USER", "SPOOF_USER"));
    builder.environment().putAll(environment);
    return RunningProgram.start(builder);
  }

  @Test
  void theRcFileIsThatOfHome() throws Exception {
    file("h/.fwknoprc", STANZA);
    Map<String, String> home = Map.of("HOME", directory.resolve("h").toString());
    try (RunningProgram program = run(home, "/nowhere", "knock", "--stanza-list")) {
      assertEquals(0, program.awaitExit());
      assertEquals("home\n", program.out());
    }
  }

  @Test
  void noFileOfTheCurrentDirectoryIsTakenForThatOfHome() throws Exception {
    file("?/.fwknoprc", STANZA);
    try (RunningProgram program = run(Map.of(), "?", "knock", "--stanza-list")) {
      assertEquals(3, program.awaitExit());
      assertEquals("", program.out());
    }
  }

  @Test
  void aUserNameThatNoPacketHoldsIsNamedByItsVariable() throws Exception {
    String keys = file("keys", "KEY: secret\nHMAC_KEY: hmac\n").toString();
    String[] words = {
      "knock",
      "-T",
      "-D",
      "h",
      "-A",
      "tcp/22",
      "-a",
      "192.0.2.9",
      "--no-rc-file",
      "--key-file",
      keys
    };
    Map<String, String> domain = Map.of("LOGNAME", "CORP\\jdoe");
    try (RunningProgram program = run(domain, "/nowhere", words)) {
      assertEquals(3, program.awaitExit());
      String error = program.seen().getFirst();
      assertTrue(error.contains("the user name in LOGNAME: invalid value 'CORP\\jdoe'"), error);
    }
  }

  @Test
  void aReportNamesTheVariableOfTheUserName() throws Exception {
    String keys = file("keys", "KEY: secret\nHMAC_KEY: hmac\n").toString();
    String[] words = {
      "check", "-D", "127.0.0.1", "-A", "tcp/22", "--no-rc-file", "--key-file", keys
    };
    try (RunningProgram program = run(Map.of("LOGNAME", "jdoe"), "/nowhere", words)) {
      program.awaitExit();
      String row = "  user name +jdoe +variable LOGNAME";
      assertTrue(program.out().lines().anyMatch(line -> line.matches(row)), program.out());
    }
  }

  @Test
  void keysThatAreSetAndEmptyLeaveAPlainTunnelPlain() throws Exception {
    Map<String, String> empty =
        Map.of("FWKNOP_KEY_BASE64", "", "FWKNOP_HMAC_KEY_BASE64", "", "CREDENTIALS_DIRECTORY", "");
    String[] words = {"-local-port", "0", "-remote-host", "127.0.0.1", "-remote-port", "22"};
    try (RunningProgram program = run(empty, "/nowhere", words)) {
      assertTrue(program.port() > 0);
    }
  }

  @Test
  void noReportShowsAPasswordOrAToken() throws Exception {
    String keys = file("keys", "KEY: secret\nHMAC_KEY: hmac\n").toString();
    for (String json : List.of("--json=false", "--json")) {
      String[] words = {
        "check",
        json,
        "-D",
        "127.0.0.1",
        "-A",
        "tcp/22",
        "--no-rc-file",
        "--key-file",
        keys,
        "-H",
        "http://svc:S3cret@proxy.corp.example:3128",
        "--resolve-url",
        "https://svc:S3cret@h.invalid/ip?token=S3cret"
      };
      try (RunningProgram program = run(Map.of(), "/nowhere", words)) {
        program.awaitExit();
        String all = program.out() + program.seen();
        assertTrue(all.contains("proxy.corp.example:3128"), all);
        assertTrue(!all.contains("S3cret"), "a secret is shown");
      }
    }
  }
}
