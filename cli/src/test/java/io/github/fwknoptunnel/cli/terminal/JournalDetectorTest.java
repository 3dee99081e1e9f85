package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@EnabledOnOs(OS.LINUX)
class JournalDetectorTest {
  @TempDir Path directory;

  @Test
  void onlyTheDescriptorThatTheServiceManagerOpenedIsTheJournal() throws Exception {
    Path journal = Files.createFile(directory.resolve("journal"));
    Path other = Files.createFile(directory.resolve("other"));
    Process stat = new ProcessBuilder("stat", "-c", "%d:%i", journal.toString()).start();
    String stream = new String(stat.getInputStream().readAllBytes()).strip();
    assertEquals(0, stat.waitFor());
    Path link = Files.createSymbolicLink(directory.resolve("descriptor"), journal);
    assertTrue(JournalDetector.isJournal(stream, link));
    assertFalse(JournalDetector.isJournal(stream, other));
    assertFalse(JournalDetector.isJournal("", journal));
    assertFalse(JournalDetector.isJournal("x:y", journal));
    assertFalse(JournalDetector.isJournal(stream, directory.resolve("none")));
  }
}
