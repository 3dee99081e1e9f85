package io.github.fwknoptunnel.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The launchers, each installed as its package or the checkout has it, with the classes of the
 * test.
 */
enum Launcher {
  CHECKOUT("fwknop-tunnel"),
  JAR("fwknop-tunnel"),
  PROGRAM("bin/fwknop-tunnel");

  /** What stands for a checksum in a package. */
  static final String BUILD = "0123456789abcdef";

  private static final Path PACKAGING = Path.of("packaging");

  private final String path;

  Launcher(String path) {
    this.path = path;
  }

  /** A Java that prints its arguments, one a line, and then its stdin. */
  static Path fakeJava(Path directory, String version) throws IOException {
    Path home = directory.resolve("java");
    script(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\ncat\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** Installs it below {@code directory} for a Java and gives the launcher. */
  Path install(Path directory, Path java) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name()));
    switch (this) {
      case CHECKOUT -> checkout(home);
      case JAR -> {
        script(home.resolve("fwknop-tunnel"), filled("jar/fwknop-tunnel"));
        jar(home.resolve("fwknop-tunnel.jar"));
      }
      case PROGRAM -> program(home, java);
    }
    return home.resolve(path);
  }

  private static void checkout(Path home) throws IOException {
    script(home.resolve("fwknop-tunnel"), Files.readString(Path.of("../fwknop-tunnel")));
    for (String name : List.of("prelude", "jvm-options")) {
      write(home.resolve("cli/packaging").resolve(name), Files.readString(PACKAGING.resolve(name)));
    }
    Files.createFile(home.resolve("pom.xml"));
    for (String module : List.of("spa", "tunnel", "cli")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    jar(home.resolve("cli/target/fwknop-tunnel.jar"));
  }

  private static void program(Path home, Path java) throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib/fwknop-tunnel"));
    script(home.resolve("bin/fwknop-tunnel"), filled("program/fwknop-tunnel"));
    script(lib.resolve("train"), filled("program/train"));
    write(lib.resolve("startup"), filled("program/startup"));
    Files.createDirectory(lib.resolve("cache"));
    Files.createSymbolicLink(lib.resolve("runtime"), java);
    jar(lib.resolve("fwknop-tunnel.jar"));
  }

  /** As {@code packaging/build} does it. */
  private static String filled(String name) throws IOException {
    String options = Files.readString(PACKAGING.resolve("jvm-options")).strip();
    return Files.readString(PACKAGING.resolve(name))
        .replace("@PRELUDE@", Files.readString(PACKAGING.resolve("prelude")))
        .replace("@OPTIONS@", options)
        .replace("@BUILD@", BUILD)
        .replace("@CACHE@", "$home/cache");
  }

  private static void jar(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.copy(ProgramJar.file(), file);
  }

  static void script(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** What a run of a shell's command line printed. */
  record Run(int status, String out, String err) {}

  /**
   * Runs a line of a shell, in which {@code $P} is the launcher.
   *
   * @param environment all of it but PATH
   */
  static Run run(Path launcher, Map<String, String> environment, String line, Path directory)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("stderr", "");
    try {
      ProcessBuilder shell = new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", line)));
      shell.environment().keySet().retainAll(List.of("PATH"));
      shell.environment().putAll(environment);
      shell.environment().put("P", launcher.toString());
      Process process = shell.directory(directory.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes());
      return new Run(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
