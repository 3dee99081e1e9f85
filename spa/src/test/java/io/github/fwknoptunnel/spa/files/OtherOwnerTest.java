package io.github.fwknoptunnel.spa.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@EnabledOnOs(OS.LINUX)
class OtherOwnerTest {
  @TempDir Path directory;

  @Test
  void thisUsersFilesAndRootsBelongToNoOther() throws IOException {
    assertEquals(Optional.empty(), OtherOwner.of(directory));
    assertEquals(Optional.empty(), OtherOwner.of(Path.of("/proc")));
  }

  @Test
  void aFileOfAnotherUserIsKnownBehindALinkToo() throws IOException {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root can give files away");
    Path file = Files.createFile(directory.resolve("file"));
    Files.setAttribute(file, "unix:uid", 61234);
    assertEquals(Optional.of("61234"), OtherOwner.of(file));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertEquals(Optional.of("61234"), OtherOwner.of(link));
  }
}
