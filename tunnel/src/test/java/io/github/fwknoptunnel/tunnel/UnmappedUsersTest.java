package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
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
@Timeout(60)
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

  @Test
  void theirNumberIsNoUser() throws Exception {
    Optional<String> unmapped = Optional.of("65534");
    AllowedUsers.UnmappedUserException e =
        assertThrows(
            AllowedUsers.UnmappedUserException.class,
            () -> AllowedUsers.of(List.of("0", "065534"), unmapped));
    assertEquals("65534", e.uid());
    AllowedUsers root = AllowedUsers.of(List.of("0"), unmapped);
    assertTrue(root.cannotTellUid("65534"));
    assertTrue(
        root.cannotTell(
            FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("65534")));
    assertFalse(root.cannotTellUid("0"));
    AllowedUsers nobody = AllowedUsers.of(List.of("65534"), Optional.empty());
    assertTrue(nobody.includeUid("65534"));
    assertFalse(nobody.cannotTellUid("65534"));
  }
}
