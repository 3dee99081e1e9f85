package io.github.fwknoptunnel.spa.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a user namespace one number stands for all users outside it. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class UnmappedUsersTest {
  @TempDir Path directory;

  private Optional<String> uid(String map) throws IOException {
    return UnmappedUsers.uid(
        Files.writeString(directory.resolve("map"), map),
        Files.writeString(directory.resolve("overflow"), "65000\n"));
  }

  @Test
  void whereAllUsersAreMappedEveryNumberIsAUser() throws IOException {
    assertEquals(Optional.empty(), uid("         0          0 4294967295\n"));
    Path none = directory.resolve("none");
    assertEquals(Optional.empty(), UnmappedUsers.uid(none, none));
  }

  @Test
  void whereSomeAreNotTheirNumberIsTheKernels() throws IOException {
    for (String map : List.of("", "0 1000 1\n", "0 0 65536\n", "0 0 1\n1 100000 65536\n")) {
      assertEquals(Optional.of("65000"), uid(map), map);
    }
    Path map = directory.resolve("map");
    assertEquals(Optional.of("65534"), UnmappedUsers.uid(map, directory.resolve("none")));
  }

  @Test
  void theKernelsNumberIsReadAsAWhole() throws Exception {
    Path overflow = Path.of("/proc/sys/kernel/overflowuid");
    Process cat = new ProcessBuilder("cat", overflow.toString()).start();
    String number = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(
        Optional.of(number.strip()),
        UnmappedUsers.uid(Files.writeString(directory.resolve("map"), ""), overflow));
  }
}
