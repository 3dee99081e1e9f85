package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The step of the build that makes picocli fit for the start-up cache. */
@Timeout(120)
class UpgradeClassesTest {
  private static final int JAVA_21 = 65;
  private static final int VERSION_AT = 6;

  @TempDir Path directory;

  @Test
  void everyClassHasTheNewVersionAndIsVerifiedByTheJvm() throws Exception {
    Path old =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(old, directory.resolve("library.jar"));
    upgrade(jar);
    assertEquals(Set.of(JAVA_21), versions(jar));
    // A second time there is nothing to do.
    byte[] once = Files.readAllBytes(jar);
    upgrade(jar);
    assertEquals(-1, Files.mismatch(jar, Files.write(directory.resolve("once"), once)));
    // The parent knows no picocli. To initialize a class is to verify it.
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String name : names(jar)) {
        assertEquals(loader, Class.forName(name, true, loader).getClassLoader());
      }
    }
  }

  private static void upgrade(Path jar) throws Exception {
    Process upgrade =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "packaging/UpgradeClasses.java",
                jar.toString())
            .redirectErrorStream(true)
            .start();
    assertEquals("", new String(upgrade.getInputStream().readAllBytes()));
    assertEquals(0, upgrade.waitFor());
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> names =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .filter(name -> !name.endsWith("module-info"))
              .toList();
      assertTrue(names.size() > 200, names::toString);
      return names;
    }
  }

  private static Set<Integer> versions(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return names(jar).stream()
          .map(name -> version(file, name.replace('.', '/') + ".class"))
          .collect(Collectors.toSet());
    }
  }

  private static int version(JarFile jar, String name) {
    try (var in = jar.getInputStream(jar.getEntry(name))) {
      return ByteBuffer.wrap(in.readNBytes(8)).getShort(VERSION_AT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
