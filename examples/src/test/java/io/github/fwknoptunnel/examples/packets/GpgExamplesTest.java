package io.github.fwknoptunnel.examples.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples that run gpg; skipped where there is none. */
@Timeout(180)
class GpgExamplesTest {
  private static Path home;

  @TempDir Path directory;

  /** The directory has a short name, since the agent's socket may be in it. */
  @BeforeAll
  static void makeKeys() throws Exception {
    assumeTrue(isInstalled(), "gpg is not installed");
    home = Files.createTempDirectory("fk");
    Files.writeString(
        home.resolve("gpg-agent.conf"),
        "ignore-cache-for-signing\ns2k-count 65536\npinentry-program /bin/false\n");
    generate("", "SERVER", "rsa2048", "sign,encr");
    generate("", "SIGNER", "ed25519", "sign");
    generate("sesame", "LOCKED", "ed25519", "sign");
  }

  private static boolean isInstalled() throws Exception {
    try {
      run("gpg", "--version");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void generate(String passPhrase, String name, String algorithm, String usage)
      throws Exception {
    run(
        "gpg",
        "--homedir=" + home,
        "--batch",
        "--quiet",
        "--pinentry-mode=loopback",
        "--passphrase=" + passPhrase,
        "--quick-generate-key",
        name,
        algorithm,
        usage,
        "never");
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), () -> List.of(command).toString());
  }

  @AfterAll
  static void removeKeys() throws Exception {
    if (home != null) {
      run("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
      try (Stream<Path> files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static List<String> opened(String passPhrase, String signer, String how)
      throws Exception {
    var result =
        ExampleProgram.runWith(passPhrase + "\n", GpgPacket.class, home, "SERVER", signer, how);
    assertEquals(0, result.status(), () -> result.errors().toString());
    return result.output();
  }

  @Test
  void aPacketOfGpgIsOpenedWithItsSignature() throws Exception {
    List<String> lines = opened("", "SIGNER", "none");
    assertTrue(lines.getFirst().matches("true, \\d+ characters"), lines::toString);
    assertEquals(List.of("asks for 0.0.0.0,tcp/22", "signed by SIGNER"), lines.subList(1, 3));
  }

  @Test
  void aPassPhraseComesFromTheProgram() throws Exception {
    assertEquals("signed by LOCKED", opened("sesame", "LOCKED", "stdin").getLast());
    var wrong =
        ExampleProgram.runWith("wrong\n", GpgPacket.class, home, "SERVER", "LOCKED", "stdin");
    assertEquals(List.of("gpg: WRONG_PASS_PHRASE LOCKED"), wrong.errors());
  }

  @Test
  void anAgentThatCannotAskIsReported() throws Exception {
    var result = ExampleProgram.run(GpgPacket.class, home, "SERVER", "LOCKED", "agent");
    assertEquals(1, result.status());
    assertEquals(List.of("gpg: PASS_PHRASE_NEEDED LOCKED"), result.errors());
  }

  @Test
  void aKeyFileThatGpgLockedOpensAPort() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start()) {
      Path keys = server.writeKeyFile(directory.resolve("keys"));
      assertEquals(0, ExampleProgram.run(GpgKeyFile.class, home, "lock", keys, "SERVER").status());
      var knock =
          ExampleProgram.run(
              GpgKeyFile.class,
              home,
              "knock",
              keys + ".gpg",
              "127.0.0.1",
              server.address().getPort(),
              server.port());
      assertEquals(0, knock.status(), () -> knock.errors().toString());
      assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(Duration.ofSeconds(60)).result());
    }
  }

  @Test
  void aKeyThatServersCannotReadIsRefused() throws Exception {
    Path file = ExampleProgram.secret(directory.resolve("keys"), "KEY one");
    generate("", "CURVE", "future-default", "-");
    var result = ExampleProgram.run(GpgKeyFile.class, home, "lock", file, "CURVE");
    assertEquals(List.of("CURVE is not an RSA key of 2048 bits or more."), result.errors());
    assertFalse(Files.exists(Path.of(file + ".gpg")));
  }
}
