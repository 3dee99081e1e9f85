package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are typed, and keys from an inherited descriptor: what only a process can show. */
@Timeout(120)
class PromptTest {
  private static final List<String> KNOCK =
      List.of("knock", "--no-rc-file", "-D", "127.0.0.1", "-A", "tcp/22", "--test");

  /** {@code stty} shows the word with a minus before it while the echo is off. */
  private static final String AFTERWARDS = "; echo status $?; stty -a | grep -ow -e '-*echo'";

  @TempDir Path directory;

  /** A line for a shell that runs the program. */
  private static String shell(List<String> words, String... more) {
    String[] all = Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    return RunningProgram.builder(List.of(), all).command().stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  @Test
  void typedKeysMakeThePacketAndAreNeverShown() throws Exception {
    Path packet = directory.resolve("packet");
    // Neither stdin nor stdout is the terminal.
    String command = shell(KNOCK) + " </dev/null >'" + packet + "'" + AFTERWARDS;
    try (PseudoTerminal terminal = PseudoTerminal.run(command)) {
      terminal.await("Enter encryption key: ");
      terminal.type("correct-horsy\177e\n");
      terminal.await("Enter HMAC key (empty for none): ");
      terminal.type("battery-staple-hmac\n");
      String screen = terminal.end();
      assertTrue(screen.contains("status 0\r\necho\r\n"), screen);
      assertFalse(screen.contains("horse") || screen.contains("staple"), screen);
    }
    String keys = "KEY: correct-horse\nHMAC_KEY: battery-staple-hmac\n";
    assertOpens(packet, keys);
  }

  private void assertOpens(Path packet, String keys) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("keys"), keys);
    String wire = Files.readString(packet).strip();
    try (RunningProgram inspect =
        RunningProgram.start(
            "inspect", "--insecure-key-file", "--key-file", file.toString(), wire)) {
      assertEquals(0, inspect.awaitExit(), () -> "" + inspect.seen());
    }
  }

  @Test
  void whoeverTypesAKeyIntoStdinIsToldThatItIsShown() throws Exception {
    String packet = directory.resolve("packet").toString();
    String command = shell(KNOCK, "--stdin") + " >'" + packet + "'; echo status $?";
    try (PseudoTerminal terminal = PseudoTerminal.run("export TERM=vt100; " + command)) {
      terminal.await("warning: --stdin reads the key from the terminal and shows it");
      terminal.type("correct-horse\n\4");
      terminal.await("status 0");
    }
  }

  @Test
  void aPersonWhoGivesUpGetsTheEchoBack() throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.run("trap : INT; " + shell(KNOCK) + AFTERWARDS)) {
      terminal.await("Enter encryption key: ");
      terminal.type("half of a key\3");
      String screen = terminal.end();
      assertTrue(screen.contains("status 130\r\necho\r\n"), screen);
      assertFalse(screen.contains("half"), screen);
    }
  }

  @Test
  void aKeyThatIsRefusedLeavesTheEchoOn() throws Exception {
    String plain = "export NO_COLOR=1; " + shell(KNOCK) + AFTERWARDS;
    try (PseudoTerminal terminal = PseudoTerminal.run(plain)) {
      terminal.await("Enter encryption key: ");
      terminal.type("\n");
      String screen = terminal.end();
      assertTrue(screen.contains("error: the encryption key is empty\r\n"), screen);
      assertTrue(screen.contains("status 3\r\necho\r\n"), screen);
    }
  }

  @Test
  void whereThereIsNoTerminalTheHintNamesTheKeyFile() throws Exception {
    ProcessBuilder builder = RunningProgram.builder(List.of(), KNOCK.toArray(String[]::new));
    builder.command().add(0, "setsid");
    try (RunningProgram program = RunningProgram.start(builder)) {
      assertEquals(3, program.awaitExit());
      assertTrue(
          program.seen().getLast().startsWith("hint: use --key-file FILE"), "" + program.seen());
    }
  }

  @Test
  void bothKeysComeFromAnInheritedDescriptor() throws Exception {
    String keys = "KEY: correct-horse\nHMAC_KEY: battery-staple-hmac\n";
    Path file = Files.writeString(directory.resolve("lines"), keys);
    Path packet = directory.resolve("packet");
    for (String handed : List.of(" 7<'" + file + "'", " 7< <(cat '" + file + "')")) {
      ProcessBuilder bash =
          new ProcessBuilder("bash", "-c", shell(KNOCK, "--key-fd", "7") + handed)
              .redirectOutput(packet.toFile());
      try (RunningProgram program = RunningProgram.start(bash)) {
        assertEquals(0, program.awaitExit(), () -> "" + program.seen());
      }
      assertOpens(packet, keys);
    }
  }

  @Test
  void aDescriptorThatNobodyHandedOverIsOneError() throws Exception {
    for (String number : List.of("3", "7", "999")) {
      List<String> bash = List.of("bash", "-c", shell(KNOCK, "--key-fd", number) + " 7>&-");
      try (RunningProgram program = RunningProgram.start(new ProcessBuilder(bash))) {
        assertEquals(3, program.awaitExit());
        assertEquals(2, program.seen().size(), () -> "" + program.seen());
        assertTrue(program.seen().getFirst().startsWith("error: --key-fd"), "" + program.seen());
      }
    }
  }
}
