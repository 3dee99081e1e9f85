package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The program and its libraries as one jar with a start-up cache, as the packages have them. Tests
 * start the program hundreds of times, and from directories of classes each start takes four times
 * the processor time. Made once for all JVMs of the tests, again after a change.
 */
final class ProgramJar {
  private static final Path JAR = Path.of("target/program/fwknop-tunnel.jar").toAbsolutePath();
  private static final Path CACHE = JAR.resolveSibling("startup.aot");
  private static final Path LOG = JAR.resolveSibling("log");
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin/java") + "";

  /** What of the class path belongs to the program; the rest is for tests. */
  private static final Pattern PART =
      Pattern.compile(
          ".*/(classes|(fwknop-tunnel-(spa|tunnel)|picocli|bcprov|commons-codec|prometheus)"
              + "-(?!.*-tests\\.jar).*\\.jar)");

  /** Not in a merged jar, as in the pom. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("META-INF/(MANIFEST\\.MF|.*\\.SF|.*\\.RSA)|(.*/)?module-info\\.class");

  private static final Pattern MANIFEST_ENTRY =
      Pattern.compile("<(Enable-Native-Access|Add-Exports|Add-Opens|Multi-Release)>([^<]+)</");

  /** Evaluated once in each JVM of the tests. */
  private static final List<String> LINE = line();

  private ProgramJar() {}

  /** What stands between the options of the JVM and those of the program. */
  static List<String> commandLine() {
    return LINE;
  }

  /** The jar, for an installation of its own. */
  static Path file() {
    assertFalse(LINE.isEmpty());
    return JAR;
  }

  private static List<String> line() {
    try {
      Files.createDirectories(JAR.getParent());
      try (FileChannel file =
              FileChannel.open(
                  JAR.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = file.lock()) {
        if (held.isValid() && !isCurrent()) {
          make();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return List.of("-XX:AOTCache=" + CACHE, "-jar", JAR.toString());
  }

  private static List<Path> parts() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .filter(entry -> PART.matcher(entry).matches())
        .map(Path::of)
        .toList();
  }

  private static boolean isCurrent() throws IOException {
    if (!Files.exists(CACHE)) {
      return false;
    }
    long made = Files.getLastModifiedTime(JAR).toMillis();
    for (Path part : parts()) {
      try (Stream<Path> files = Files.walk(part)) {
        if (files.anyMatch(file -> file.toFile().lastModified() >= made)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void make() throws IOException, InterruptedException {
    Files.deleteIfExists(CACHE);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(JAR), manifest())) {
      jar.setLevel(1);
      for (Map.Entry<String, byte[]> entry : merged().entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    run(List.of("packaging/UpgradeClasses.java", JAR.toString()));
    List<String> training = new ArrayList<>(RunningProgram.launcherOptions());
    training.add("-XX:AOTCacheOutput=" + CACHE);
    training.addAll(List.of("-Dfwknop-tunnel.training=true", "-jar", JAR.toString()));
    run(training);
  }

  private static Manifest manifest() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "io.github.fwknoptunnel.cli.Main");
    MANIFEST_ENTRY
        .matcher(Files.readString(Path.of("pom.xml")))
        .results()
        .forEach(entry -> attributes.putValue(entry.group(1), entry.group(2)));
    return manifest;
  }

  /** Files by their names; of two that have one name the first, but all providers of a service. */
  private static Map<String, byte[]> merged() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Path part : parts()) {
      if (Files.isDirectory(part)) {
        add(files, part);
        continue;
      }
      try (FileSystem jar = FileSystems.newFileSystem(part)) {
        add(files, jar.getPath("/"));
      }
    }
    return files;
  }

  private static void add(Map<String, byte[]> files, Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(file).toString();
        if (!LEFT_OUT.matcher(name).matches()) {
          files.merge(
              name,
              Files.readAllBytes(file),
              name.startsWith("META-INF/services/") ? ProgramJar::joined : (first, next) -> first);
        }
      }
    }
  }

  private static byte[] joined(byte[] first, byte[] next) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.write('\n');
    all.writeBytes(next);
    return all.toByteArray();
  }

  private static void run(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
    process.getOutputStream().close();
    assertEquals(0, process.waitFor(), () -> "see " + LOG);
  }
}
