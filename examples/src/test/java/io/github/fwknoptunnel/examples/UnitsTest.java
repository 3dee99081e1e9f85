package io.github.fwknoptunnel.examples;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** systemd's own look at the units, where there is a systemd. */
@Timeout(180)
class UnitsTest {
  private static final Path PROGRAM = Path.of("/usr/bin/systemd-analyze");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ssh/fwknop-ssh.service", "tinc/fwknop-tinc.service"})
  void systemdFindsNoFaultInTheUnit(String name) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "no systemd here");
    // It looks for the program too, which is not installed here.
    String unit =
        Files.readString(Path.of(name)).replace("ExecStart=fwknop-tunnel", "ExecStart=true");
    Path copy = Files.writeString(directory.resolve(Path.of(name).getFileName()), unit);
    Process verify =
        new ProcessBuilder(PROGRAM.toString(), "--man=no", "verify", copy.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes());
    // It goes on, with status 0, after a key that it does not know, and tells faults of other
    // units.
    String ours = copy.getFileName().toString();
    assertEquals("", said.lines().filter(line -> line.contains(ours)).collect(joining()));
    assertEquals(0, verify.waitFor(), said);
  }
}
