package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The classes of the one jar that is shipped. */
@Timeout(120)
class MergedJarIT {
  private static final Path JAR = Path.of("../cli/target/fwknop-tunnel.jar");

  /** The first version with stack maps: the JVM's start-up cache takes no older class. */
  private static final int JAVA_6 = 50;

  private static final int VERSION_AT = 6;
  private static final String CLASS = ".class";

  @Test
  void everyClassIsNewEnoughForTheStartUpCache() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> old = classes(jar).stream().filter(name -> version(jar, name) < JAVA_6).toList();
      assertEquals(List.of(), old);
    }
  }

  @Test
  void theUpgradedClassesOfPicocliAreVerified() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      List<String> picocli =
          classes(jar).stream().filter(name -> name.startsWith("picocli/")).toList();
      assertTrue(picocli.size() > 100, picocli::toString);
      for (String name : picocli) {
        // To initialize a class is to verify it.
        Class.forName(
            name.substring(0, name.length() - CLASS.length()).replace('/', '.'), true, loader);
      }
    }
  }

  @Test
  void theStepOfTheBuildIsNotInIt() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertEquals(
          List.of(),
          classes(jar).stream().filter(name -> name.contains("UpgradeClasses")).toList());
    }
  }

  private static List<String> classes(JarFile jar) {
    return jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(CLASS)).toList();
  }

  private static int version(JarFile jar, String name) {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return ByteBuffer.wrap(in.readNBytes(VERSION_AT + 2)).getShort(VERSION_AT);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
