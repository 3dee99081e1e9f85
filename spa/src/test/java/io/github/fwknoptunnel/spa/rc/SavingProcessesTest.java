package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base64;
import org.bouncycastle.crypto.ExtendedDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that change one rc file at the same time. */
@Timeout(120)
class SavingProcessesTest {
  private static final int PROCESSES = 3;
  private static final int SAVES = 40;

  @TempDir Path directory;

  @Test
  void loseNothingOfEachOther() throws Exception {
    Path file = directory.resolve("rc");
    List<Process> savers = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      savers.add(start(file, "saver" + i));
    }
    for (Process saver : savers) {
      assertEquals(0, saver.waitFor());
    }
    assertEquals(PROCESSES * SAVES, RcFile.read(file).stanzas().size());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static Process start(Path file, String name) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        Stream.of(root(Saver.class), of(RcFile.class), of(ExtendedDigest.class), of(Base64.class))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    String[] command = {java, "-cp", path, Saver.class.getName(), file.toString(), name};
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** The directory that a class was read from; the tests are patched into the module. */
  private static Path root(Class<?> type) throws Exception {
    String entry = type.getName().replace('.', '/') + ".class";
    Path file = Path.of(type.getResource("/" + entry).toURI());
    return file.getRoot().resolve(file.subpath(0, file.getNameCount() - entry.split("/").length));
  }

  private static Path of(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Saves one stanza after the other. */
  static final class Saver {
    private Saver() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      for (int i = 0; i < SAVES; i++) {
        StanzaEditor.of(
                file,
                arguments[1] + "-" + i,
                List.of(new RcEntry(RcVariable.SPA_SERVER, "gate.example.com")))
            .save();
      }
    }
  }
}
