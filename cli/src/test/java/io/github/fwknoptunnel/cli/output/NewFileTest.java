package io.github.fwknoptunnel.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class NewFileTest {
  private static final byte[] NEW = {'n', 'e', 'w'};

  @TempDir Path directory;

  @Test
  void everyNewFileIsForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("file");
    NewFile.writePrivate(file, NEW);
    assertEquals("rw-------", mode(file));
    Files.delete(file);
    NewFile.replacePrivate(file, NEW);
    assertEquals("rw-------", mode(file));
    Files.delete(file);
    NewFile.appendPrivate(file, NEW);
    NewFile.appendPrivate(file, NEW);
    assertEquals("rw-------", mode(file));
    assertEquals("newnew", Files.readString(file));
    assertEquals(List.of("file"), names());
  }

  @Test
  void aFileThatIsReplacedIsPrivateAfterwards() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    NewFile.replacePrivate(file, NEW);
    assertEquals("rw-------", mode(file));
    assertEquals("new", Files.readString(file));
  }

  /** The owner of the file would have the packet first, and a pipe that is not read blocks. */
  @Test
  void nothingIsWrittenToAFileOrAPipeOfAnotherUser() throws Exception {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root can give files away");
    Path file = Files.createFile(directory.resolve("file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (Path foreign : List.of(file, pipe)) {
      Files.setAttribute(foreign, "unix:uid", 61001);
      FileSystemException e =
          assertThrows(FileSystemException.class, () -> NewFile.appendPrivate(foreign, NEW));
      assertEquals(foreign + " belongs to user 61001", e.getReason());
    }
    assertThrows(FileSystemException.class, () -> NewFile.replacePrivate(pipe, NEW));
    assertEquals(0, Files.size(file));
  }

  @Test
  void nothingIsAppendedWhereOthersReadIt() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> NewFile.appendPrivate(file, NEW));
    assertEquals("others can read it; run 'chmod 600 " + file + "'", e.getReason());
    assertEquals("old", Files.readString(file));
  }

  @Test
  void noLinkIsFollowed() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("link"), victim);
    Path dangling =
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("none"));
    for (Path file : List.of(link, dangling)) {
      assertThrows(FileAlreadyExistsException.class, () -> NewFile.writePrivate(file, NEW));
      assertThrows(FileSystemException.class, () -> NewFile.replacePrivate(file, NEW));
      assertThrows(FileSystemException.class, () -> NewFile.appendPrivate(file, NEW));
    }
    assertEquals("precious", Files.readString(victim));
    assertFalse(Files.exists(directory.resolve("none"), LinkOption.NOFOLLOW_LINKS));
    assertEquals(List.of("dangling", "link", "victim"), names());
  }

  @Test
  void aDeviceIsWrittenToAndStays() throws IOException {
    NewFile.replacePrivate(Path.of("/dev/null"), NEW);
    NewFile.appendPrivate(Path.of("/dev/null"), NEW);
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThrows(FileSystemException.class, () -> NewFile.replacePrivate(directory, NEW));
    assertThrows(FileSystemException.class, () -> NewFile.appendPrivate(directory, NEW));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
