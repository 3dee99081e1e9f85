package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the user's own command is told and given, and what its end means. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class CommandKnockerTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void theCommandIsToldWhereToKnock() throws Exception {
    knock("sh -c 'env | grep FWKNOP_TUNNEL_ | sort'");
    awaitOutput(
        """
        FWKNOP_TUNNEL_CONNECTION=7
        FWKNOP_TUNNEL_REMOTE_HOST=office
        FWKNOP_TUNNEL_REMOTE_IP=127.0.0.1
        FWKNOP_TUNNEL_REMOTE_PORT=2222
        """);
  }

  @Test
  void bothItsStreamsGoToOneOutput() throws Exception {
    knock("sh -c 'echo one; echo two >&2; echo three'");
    awaitOutput("one\ntwo\nthree\n");
  }

  @Test
  void itHasNoInput() throws Exception {
    assertEquals(new KnockReceipt.CommandDone("cat"), knock("cat"));
  }

  @Test
  void noShellTouchesItsWords() throws Exception {
    knock("printf '%s|' $HOME '*' ~");
    awaitOutput("$HOME|*|~|");
  }

  @Test
  void aScriptWithBlanksInItsPathIsRun() throws Exception {
    Path script = Files.createDirectory(directory.resolve("my scripts")).resolve("knock it.sh");
    Files.writeString(script, "#!/bin/sh\necho \"$# arguments\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    assertEquals(new KnockReceipt.CommandDone(script.toString()), knock(script.toString()));
    awaitOutput("0 arguments\n");
  }

  @Test
  void aStatusThatIsNotZeroIsAFailure() {
    assertEquals(new OpenFailure.CommandFailed("sh -c 'exit 3'", 3), failure("sh -c 'exit 3'"));
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    assertEquals(
        new OpenFailure.CommandNotStarted("/no/such/program x", "no such file"),
        failure("/no/such/program x"));
  }

  @Test
  void itRunsOnceForEachOpening() {
    assertEquals(1, knocker("true", Duration.ofSeconds(1)).mostKnocks());
  }

  private CommandKnocker knocker(String command, Duration timeout) {
    return new CommandKnocker(UserCommand.parse(command), timeout, output);
  }

  private KnockReceipt knock(String command) throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("127.0.0.1");
    return knocker(command, Duration.ofSeconds(30))
        .knock(new KnockTarget("office", address, 2222, 7));
  }

  private OpenFailure failure(String command) {
    return assertThrows(OpenException.class, () -> knock(command)).failure();
  }

  /** The output is copied by a thread of its own. */
  private void awaitOutput(String expected) throws Exception {
    eventually(
        "the output", () -> output.toString(StandardCharsets.UTF_8).length() >= expected.length());
    assertEquals(expected, output.toString(StandardCharsets.UTF_8));
  }
}
