package io.github.fwknoptunnel.spa.gpg;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A keyring to throw away, in a directory of its own. Its name is short, since gpg-agent's socket
 * may stand there.
 */
public final class Keyring implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];

  /**
   * Else a pass phrase that was right once opens the key for a wrong one; and few rounds of hashing
   * save seconds.
   */
  private static final String AGENT = "ignore-cache-for-signing\ns2k-count 65536";

  /** The keys that tests choose from; their user ID is their name. */
  public enum Key {
    SERVER("RSA", 2048, "sign,encrypt"),
    BIG_SERVER("RSA", 4096, "sign,encrypt"),
    ELLIPTIC_SERVER("EDDSA", 25519, "sign"),
    /** Signs with a subkey, as most keys of people do. */
    SIGNER("EDDSA", 25519, "cert"),
    LOCKED_SIGNER("EDDSA", 25519, "sign");

    public static final String PASS_PHRASE = "open sésame";

    private final String type;
    private final int size;
    private final String usage;

    Key(String type, int size, String usage) {
      this.type = type;
      this.size = size;
      this.usage = usage;
    }

    private String parameters() {
      String subkey =
          switch (this) {
            case ELLIPTIC_SERVER -> "Subkey-Type: ECDH\nSubkey-Curve: cv25519\n";
            case SIGNER -> "Subkey-Type: EDDSA\nSubkey-Curve: ed25519\nSubkey-Usage: sign\n";
            default -> "";
          };
      return (this == LOCKED_SIGNER ? "" : "%no-protection\n")
          + ("Key-Type: " + type + "\n")
          + (size == 25519 ? "Key-Curve: ed25519\n" : "Key-Length: " + size + "\n")
          + ("Key-Usage: " + usage + "\n")
          + subkey
          + ("Name-Real: " + name() + "\n")
          + (this == LOCKED_SIGNER ? "Passphrase: " + PASS_PHRASE + "\n" : "");
    }
  }

  private final Path home;

  private Keyring(Path home) {
    this.home = home;
  }

  /** Makes keys. Where there is no gpg, the tests that ask are skipped. */
  public static Keyring of(Key... keys) throws IOException {
    assumeTrue(gpgStarts(), "gpg is not installed");
    Keyring keyring = new Keyring(Files.createTempDirectory("fk"));
    keyring.configure("gpg-agent.conf", AGENT);
    for (Key key : keys) {
      byte[] parameters = key.parameters().getBytes(StandardCharsets.UTF_8);
      keyring.gpg(parameters, "--pinentry-mode=loopback", "--gen-key");
    }
    return keyring;
  }

  private static boolean gpgStarts() {
    try {
      run(List.of("gpg", "--version"), NOTHING);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A keyring that has some of the keys of another. */
  public static Keyring copying(Keyring from, String export, Key... keys) throws IOException {
    Keyring keyring = of();
    for (Key key : keys) {
      keyring.gpg(from.gpg(NOTHING, export, key.name()), "--import");
    }
    return keyring;
  }

  public GpgSettings settings() {
    return GpgSettings.DEFAULT.withHome(home);
  }

  /** Adds to a file that gpg or its agent reads at its next start. */
  public void configure(String file, String lines) throws IOException {
    Files.writeString(
        home.resolve(file), lines + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    killAgent();
  }

  /** Runs gpg on this keyring and gives its output. */
  public byte[] gpg(byte[] input, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("gpg", "--homedir=" + home, "--batch", "--quiet"));
    words.addAll(List.of(options));
    return run(words, input);
  }

  /** The fingerprints of a key and its subkeys. */
  public List<String> fingerprints(Key key) throws IOException {
    String listing =
        new String(
            gpg(NOTHING, "--with-colons", "--list-keys", key.name()), StandardCharsets.UTF_8);
    return listing
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .toList();
  }

  private static byte[] run(List<String> words, byte[] input) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    byte[] output = process.getInputStream().readAllBytes();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(words + ": status " + process.exitValue());
    }
    return output;
  }

  private void killAgent() throws IOException {
    run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"), NOTHING);
  }

  @Override
  public void close() throws IOException {
    killAgent();
    try (Stream<Path> files = Files.walk(home)) {
      // The agent takes its sockets away while it ends.
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
