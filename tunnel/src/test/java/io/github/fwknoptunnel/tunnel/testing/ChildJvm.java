package io.github.fwknoptunnel.tunnel.testing;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java process of its own, for what would disturb the process of the tests. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Runs {@code main} with the classes of this module and its tests; its output is the test's. */
  public static ProcessBuilder running(Class<?> main, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", classPath(main), main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectErrorStream(true);
  }

  /**
   * Runs {@code main}, which uses no other class than the JDK's, from a directory that every user
   * can read: a checkout in root's home is for root alone.
   *
   * @param directory empty; in one that every user can enter, such as {@code /tmp}
   */
  public static ProcessBuilder runningFrom(Path directory, Class<?> main, String... arguments)
      throws IOException {
    Path file = directory.resolve(main.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    String entry = "/" + main.getName().replace('.', '/') + ".class";
    try (InputStream bytes = Objects.requireNonNull(main.getResourceAsStream(entry))) {
      Files.copy(bytes, file);
    }
    for (Path path = file; !path.equals(directory.getParent()); path = path.getParent()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", directory.toString(), main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectErrorStream(true);
  }

  private static String classPath(Class<?> main) {
    return Stream.of(main, Tunnel.class, SpaClient.class)
        .map(ChildJvm::root)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The directory or the jar that a class was read from. */
  private static String root(Class<?> type) {
    String entry = "/" + type.getName().replace('.', '/') + ".class";
    String location = Objects.requireNonNull(type.getResource(entry)).toString();
    String root = location.substring(0, location.length() - entry.length());
    return Path.of(URI.create(root.replace("jar:", "").replace("!", ""))).toString();
  }
}
