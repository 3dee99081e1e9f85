package io.github.fwknoptunnel.spa.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A path is as trustworthy as its least trustworthy directory or link. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class TrustedDirectoryTest {
  private static final int SOMEBODY = 61_234;

  @TempDir Path directory;
  private Path inner;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    directory = directory.toRealPath();
    inner = Files.createDirectories(directory.resolve("outer").resolve("inner"));
    file = inner.resolve("file");
  }

  private Path outer() {
    return directory.resolve("outer");
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void giveAway(Path path) throws IOException {
    assumeTrue(Files.getAttribute(path, "unix:uid").equals(0), "root can give files away");
    Files.setAttribute(path, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
  }

  private void assertRefused(Path place, String reason) {
    UntrustedDirectoryException e =
        assertThrows(UntrustedDirectoryException.class, () -> TrustedDirectory.requireFor(file));
    assertEquals(place.toString(), e.getFile());
    assertEquals(place + " " + reason, e.getReason());
  }

  @Test
  void directoriesThatOnlyTheirOwnerChangesAreTrusted() throws IOException {
    for (int mode : new int[] {0700, 0755, 0750, 01777, 01775}) {
      mode(outer(), mode);
      mode(inner, mode);
      TrustedDirectory.requireFor(file);
    }
    TrustedDirectory.requireFor(Path.of("/file"));
    TrustedDirectory.requireFor(Path.of("/tmp/file"));
  }

  @Test
  void aDirectoryThatOthersCanChangeIsRefusedAtAnyHeight() throws IOException {
    mode(inner, 0777);
    assertRefused(inner, "can be changed by all users");
    mode(inner, 0700);
    mode(outer(), 0757);
    assertRefused(outer(), "can be changed by all users");
  }

  /** Other users may be in the owner's group, or in an access control list that shows there. */
  @Test
  void aDirectoryThatItsGroupCanChangeIsRefused() throws IOException {
    mode(inner, 0775);
    String group = Files.readAttributes(inner, PosixFileAttributes.class).group().getName();
    assertRefused(inner, "can be changed by group " + group);
  }

  @Test
  void aDirectoryOfAnotherUserIsRefusedAtAnyHeight() throws IOException {
    giveAway(inner);
    assertRefused(inner, "belongs to user " + SOMEBODY);
    giveAway(outer());
    assertRefused(outer(), "belongs to user " + SOMEBODY);
  }

  @Test
  void linksAreFollowedAndEachOfThemCounts() throws IOException {
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("outer"));
    Path first = Files.createSymbolicLink(outer().resolve("first"), Path.of("../second/inner"));
    file = first.resolve("..").resolve("inner").resolve("file");
    TrustedDirectory.requireFor(file);
    mode(inner, 0777);
    assertRefused(inner, "can be changed by all users");
    giveAway(second);
    assertRefused(second, "belongs to user " + SOMEBODY);
  }

  @Test
  void whatLeadsNowhereIsAFailure() throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThrows(
        FileSystemLoopException.class, () -> TrustedDirectory.requireFor(loop.resolve("file")));
    assertThrows(
        NoSuchFileException.class,
        () -> TrustedDirectory.requireFor(directory.resolve("none").resolve("file")));
  }
}
