package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class RcPermissionsTest {
  private static final String TEXT =
      "[open]\nSPA_SERVER o\n[secret]\nSPA_SERVER s\nHMAC_KEY x\n[default]\nVERBOSE 1\n";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "rw-------, PRIVATE",
    "r--------, PRIVATE",
    "rwx------, PRIVATE",
    "rw-r-----, READABLE",
    "rw----r--, READABLE",
    "rw--w----, WRITABLE",
    "rw-rw-r--, WRITABLE",
    "rw-----w-, WRITABLE"
  })
  void aFileTellsWhatOthersCanDoWithIt(String mode, FileExposure exposure) throws Exception {
    assertEquals(exposure, RcFile.read(Rc.file(directory, mode, TEXT)).exposure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw--w----"})
  void onlyKeysInTheStanzaInUseAreAReasonToRefuseIt(String mode) throws Exception {
    RcFile file = RcFile.read(Rc.file(directory, mode, TEXT));
    assertEquals(Optional.of("o"), file.settings("open").value(RcVariable.SPA_SERVER));
    assertEquals(Optional.of(1), file.settings().value(RcVariable.VERBOSE));
    RcException refused = assertRefused(Reason.UNSAFE_PERMISSIONS, () -> file.settings("secret"));
    assertEquals(Optional.of("HMAC_KEY"), refused.location().setting());
    assertEquals(5, refused.location().line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY",
        "KEY_BASE64",
        "HMAC_KEY",
        "HMAC_KEY_BASE64",
        "GPG_SIGNING_PW",
        "GPG_SIGNING_PW_BASE64"
      })
  void everyKindOfKeyIsOne(String name) throws Exception {
    RcFile file = RcFile.read(Rc.file(directory, "rw-r--r--", "[default]\n" + name + " dHdv\n"));
    assertRefused(Reason.UNSAFE_PERMISSIONS, file::settings);
  }

  @Test
  void aFileThatSomethingElseProtectsCanBeReadAllTheSame() throws Exception {
    RcFile file = RcFile.readAnyMode(Rc.file(directory, "rw-r--r--", TEXT));
    assertEquals(Optional.of("s"), file.settings("secret").value(RcVariable.SPA_SERVER));
    assertEquals(FileExposure.READABLE, file.exposure());
  }

  @Test
  void theModeOfALinkDoesNotMatter() throws Exception {
    Path link =
        Files.createSymbolicLink(directory.resolve("link"), Rc.file(directory, "rw-------", TEXT));
    assertEquals(FileExposure.PRIVATE, RcFile.read(link).exposure());
  }

  @Test
  void aFileThatIsNotThereOrNoFileIsSaidToBeSo() {
    assertRefused(Reason.NOT_FOUND, () -> RcFile.read(directory.resolve("missing")));
    assertRefused(Reason.IS_DIRECTORY, () -> RcFile.read(directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPG_EXE /bin/true", "GPG_HOMEDIR /home/somebody/.gnupg"})
  void aProgramIsNotTakenFromAFileThatOthersCanChange(String line) throws Exception {
    String text = "[default]\nUSE_GPG Y\n" + line + "\n";
    RcFile shared = RcFile.read(Rc.file(directory, "rw-rw----", text));
    RcException refused = assertRefused(Reason.UNSAFE_PROGRAM, shared::settings);
    assertEquals(3, refused.location().line());
    RcFile.read(Rc.file(directory, "rw-r--r--", text)).settings();
    RcFile.readAnyMode(Rc.file(directory, "rw-rw----", text)).settings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPG_EXE /bin/true", "GPG_HOMEDIR /home/somebody/.gnupg"})
  void aProgramIsNotTakenFromAFileOfAnotherUser(String line) throws Exception {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root can give files away");
    Path file = Rc.file(directory, "rw-------", "[default]\n[gpg]\nUSE_GPG Y\n" + line + "\n");
    assertEquals(Optional.empty(), RcFile.read(file).otherOwner());
    RcFile.read(file).settings("gpg");
    Files.setAttribute(file, "unix:uid", 61234);
    RcFile foreign = RcFile.read(file);
    assertEquals(Optional.of("61234"), foreign.otherOwner());
    RcException refused = assertRefused(Reason.UNSAFE_PROGRAM, () -> foreign.settings("gpg"));
    assertEquals("61234", ((OtherOwnerException) refused.getCause()).owner());
    assertEquals(4, refused.location().line());
    foreign.settings();
    RcFile.readAnyMode(file).settings("gpg");
  }
}
