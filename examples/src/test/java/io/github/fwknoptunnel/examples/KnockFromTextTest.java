package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.FakeFwknopdExtension;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Android has neither {@code java.net.http} nor a home directory with files. */
@Timeout(180)
@ExtendWith(FakeFwknopdExtension.class)
class KnockFromTextTest {
  @Test
  void aPacketNeedsNoModuleButTheBaseAndTheLogOfBouncyCastle(
      FakeFwknopd server, @TempDir Path directory) throws Exception {
    List<String> keys = Files.readAllLines(server.writeKeyFile(directory.resolve("keys")));
    Process example =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--limit-modules",
                "java.logging",
                "-Duser.home=?",
                "-cp",
                System.getProperty("java.class.path"),
                KnockFromText.class.getName(),
                "127.0.0.1",
                "" + server.address().getPort(),
                "" + server.port())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (PrintStream text = new PrintStream(example.getOutputStream())) {
      keys.subList(0, 2).forEach(line -> text.println(line.substring(line.indexOf(' ') + 1)));
    }
    assertEquals(0, example.waitFor());
    assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(Duration.ofSeconds(60)).result());
  }
}
