package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class AtomicSecretFileWriterTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  private static final int SOMEBODY = 54321;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "rw-------, rw-------",
    "r--------, r--------",
    "rw-r--r--, rw-------",
    "r--r--r--, r--------",
    "rwxrwxrwx, rw-------"
  })
  void theModeOfTheOldFileIsKeptIfItIsStricter(String old, String now) throws Exception {
    Path file = Rc.file(directory, old, "old");
    AtomicSecretFileWriter.replace(file, NEW);
    assertEquals("new", Files.readString(file));
    assertEquals(now, mode(file));
  }

  @Test
  void aNewFileIsForItsOwnerAlone() throws Exception {
    Path file = directory.resolve("new");
    AtomicSecretFileWriter.replace(file, NEW);
    assertEquals("rw-------", mode(file));
    assertEquals(List.of("new"), names());
  }

  @Test
  void aLinkStaysAndItsTargetIsReplaced() throws Exception {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    Path file = Rc.file(inner, "rw-------", "old");
    Files.createSymbolicLink(inner.resolve("second"), Path.of(".fwknoprc"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("inner/second"));
    AtomicSecretFileWriter.replace(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("inner", "link"), names());
  }

  @Test
  void aLinkToNothingGetsItsTarget() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
    AtomicSecretFileWriter.replace(link, NEW);
    assertEquals("new", Files.readString(directory.resolve("target")));
  }

  @Test
  void aLinkToItselfIsAFailure() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));
    assertThrows(IOException.class, () -> AtomicSecretFileWriter.replace(link, NEW));
  }

  @Test
  void whatAnEarlierRunLeftBehindIsNotInTheWay() throws Exception {
    for (String name : List.of(".fwknoprc.updated", ".fwknoprc-.tmp", ".fwknoprc.tmp")) {
      Files.createDirectories(directory.resolve(name).resolve("full"));
    }
    Path file = Rc.file(directory, "rw-------", "old");
    AtomicSecretFileWriter.replace(file, NEW);
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    Path full = Files.createDirectories(directory.resolve("full/inner")).getParent();
    assertThrows(IOException.class, () -> AtomicSecretFileWriter.replace(full, NEW));
    assertEquals(List.of("full"), names());
  }

  @Test
  void aDirectoryThatIsNotThereIsAFailureOfTheEdit() throws Exception {
    Path file = directory.resolve("missing").resolve(".fwknoprc");
    RcEntry entry = new RcEntry(RcVariable.VERBOSE, "1");
    StanzaEditor edit = StanzaEditor.of(file, "home", List.of(entry));
    assertEquals(file, assertRefused(Reason.NOT_WRITTEN, edit::save).location().file());
  }

  @Test
  void nothingIsWrittenWhereAnotherUserCouldPutALink() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    Path inner = Files.createDirectories(directory.resolve("home/inner"));
    Path file = Rc.file(inner, "rw-------", "old");
    for (Path theirs : List.of(file, inner, inner.getParent())) {
      give(theirs, SOMEBODY);
      assertNotWritten(file, file);
      give(theirs, 0);
    }
    AtomicSecretFileWriter.replace(file, NEW);
    assertEquals("new", Files.readString(file));
  }

  @Test
  void noLinkOfAnotherUserIsFollowed() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    Path file = Rc.file(directory, "rw-------", "old");
    Path home = Files.createDirectory(directory.resolve("home"));
    give(home, SOMEBODY);
    assertNotWritten(Files.createSymbolicLink(home.resolve("link"), file), file);
    Path theirs = Files.createSymbolicLink(home.resolve("up"), directory);
    assertNotWritten(theirs.resolve(file.getFileName()), file);
    assertNotWritten(home.resolve("missing"), file);
    try (Stream<Path> files = Files.list(home)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void whatAnotherUserMayWriteToIsOwnedByTheUserAllTheSame() throws Exception {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    AtomicSecretFileWriter.replace(shared.resolve("rc"), NEW);
    assertEquals(Files.getOwner(directory), Files.getOwner(shared.resolve("rc")));
  }

  private static void assertNotWritten(Path file, Path victim) throws IOException {
    assertThrows(OtherOwnerException.class, () -> AtomicSecretFileWriter.replace(file, NEW));
    assertEquals("old", Files.readString(victim));
  }

  private static void give(Path file, int user) throws IOException {
    Files.setAttribute(file, "unix:uid", user);
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
