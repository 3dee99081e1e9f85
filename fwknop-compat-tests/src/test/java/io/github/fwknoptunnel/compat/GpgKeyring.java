package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A keyring of this machine's gpg to throw away; its path is short enough for gpg-agent. */
final class GpgKeyring implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];

  private final Path home;

  private GpgKeyring(Path home) {
    this.home = home;
  }

  /** Where there is no gpg, the tests that ask are skipped, or fail if all are required. */
  static GpgKeyring make() throws IOException {
    assumeTrue(Boolean.getBoolean("compat.required") || gpgStarts(), "gpg is not installed");
    return new GpgKeyring(Files.createTempDirectory("fk"));
  }

  private static boolean gpgStarts() {
    try {
      run(List.of("gpg", "--version"), NOTHING);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Path home() {
    return home;
  }

  GpgSettings settings() {
    return GpgSettings.DEFAULT.withHome(home);
  }

  /**
   * Makes a key without a pass phrase.
   *
   * @param algorithm as gpg names it, such as {@code rsa2048}
   */
  void generate(String name, String algorithm, String usage) throws IOException {
    gpg(
        NOTHING,
        "--pinentry-mode=loopback",
        "--passphrase=",
        "--quick-generate-key",
        name,
        algorithm,
        usage);
  }

  String fingerprint(String name) throws IOException {
    return text(gpg(NOTHING, "--with-colons", "--list-keys", name))
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .findFirst()
        .orElseThrow();
  }

  String exportPublic(String... names) throws IOException {
    return export("--export", names);
  }

  String exportSecret(String... names) throws IOException {
    return export("--export-secret-keys", names);
  }

  private String export(String what, String... names) throws IOException {
    List<String> options = new ArrayList<>(List.of("--armor", what));
    options.addAll(List.of(names));
    return text(gpg(NOTHING, options.toArray(String[]::new)));
  }

  /** Runs gpg on this keyring and gives its output. */
  byte[] gpg(byte[] input, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("gpg", "--homedir=" + home, "--batch", "--quiet"));
    words.addAll(List.of(options));
    return run(words, input);
  }

  private static byte[] run(List<String> words, byte[] input) throws IOException {
    Process process = new ProcessBuilder(words).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    byte[] output = process.getInputStream().readAllBytes();
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(words + ": " + text(process.getErrorStream().readAllBytes()));
    }
    return output;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"), NOTHING);
    try (Stream<Path> files = Files.walk(home)) {
      // The agent takes its sockets away while it ends.
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
