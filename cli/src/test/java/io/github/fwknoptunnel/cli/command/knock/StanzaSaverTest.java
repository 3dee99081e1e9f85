package io.github.fwknoptunnel.cli.command.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file afterwards; the transcripts tell what is said of it. */
@Timeout(180)
class StanzaSaverTest {
  private static final String OLD =
      """
      # mine
      [home] # at home
      SPA_SERVER 192.0.2.1
      KEY old-key
      HMAC_KEY old-hmac-key
      [work]
      SPA_SERVER 192.0.2.2 # keep me
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeKeys() throws IOException {
    Files.writeString(
        directory.resolve("keys"),
        "KEY: old-text\nKEY_BASE64: bmV3LWtleQ==\nKEY: new-text\nHMAC_KEY: new-hmac-key\n"
            + "HMAC_DIGEST_TYPE: sha512\n");
  }

  private List<String> saved(boolean gpg, String words) throws CliException, IOException {
    Path file = directory.resolve("rc");
    List<String> line =
        new ArrayList<>(List.of("knock", "--save-rc-stanza", "--rc-file", file.toString()));
    line.addAll(Arrays.asList(words.replace("$", directory + "/").split(" ")));
    String told = StanzaSaver.read(ParsedArguments.parse(line)).save(gpg);
    assertTrue(told.startsWith("saved ["), told);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    return Files.readAllLines(file).stream().map(text -> text.replaceAll(" +", " ")).toList();
  }

  @Test
  void everyOptionWithAVariableIsSaved() throws CliException, IOException {
    assertEquals(
        List.of(
            "[s]",
            "SPA_SERVER h",
            "SPA_SERVER_PORT 62202",
            "SPA_SOURCE_PORT 5000",
            "SPA_SERVER_PROTO udp",
            "RAND_PORT Y",
            "ACCESS tcp/22",
            "FW_TIMEOUT 60",
            "TIME_OFFSET -120",
            "SPOOF_USER bob",
            "HMAC_DIGEST_TYPE SHA384",
            "DIGEST_TYPE SHA1",
            "ENCRYPTION_MODE CTR",
            "NAT_ACCESS 10.0.0.5:22",
            "NAT_LOCAL Y",
            "NAT_PORT 4022",
            "NAT_RAND_PORT Y",
            "RESOLVE_IP_HTTPS Y",
            "RESOLVE_HTTP_ONLY Y",
            "RESOLVE_URL https://h/",
            "HTTP_USER_AGENT Fwknop/3",
            "KEY new-text",
            "KEY_BASE64 bmV3LWtleQ==",
            "HMAC_KEY new-hmac-key"),
        saved(
            false,
            "-n s -D h -p 62202 -P udp -S 5000 -A tcp/22 --resolve-url https://h/ -f 60 -U bob"
                + " -u Fwknop/3 -N 10.0.0.5:22 --nat-port 4022 -m sha1 --hmac-digest-type sha384"
                + " -M ctr -r --resolve-http-only --nat-local --nat-rand-port"
                + " --time-offset-minus 2m --time-offset-plus 5 --key-file $keys"));
  }

  @Test
  void theAddressToLetInIsTheLastThatWasGiven() throws CliException, IOException {
    List<String> given = saved(false, "-D h -A tcp/22 -s -a 192.0.2.10 -R");
    assertEquals(List.of("[h]", "SPA_SERVER h", "ACCESS tcp/22", "ALLOW_IP 192.0.2.10"), given);
    List<String> source = saved(false, "-D h -A tcp/22 -a 192.0.2.10 -s --force-stanza");
    assertEquals("ALLOW_IP source", source.getLast());
  }

  @Test
  void withGpgTheEncryptionKeyIsNotTakenForAPassPhrase() throws CliException, IOException {
    assertEquals(
        List.of(
            "[s]",
            "USE_GPG Y",
            "USE_GPG_AGENT Y",
            "GPG_RECIPIENT server",
            "GPG_SIGNER me",
            "GPG_HOMEDIR /home",
            "GPG_EXE /bin/gpg",
            "GPG_NO_SIGNING_PW Y",
            "HMAC_KEY new-hmac-key",
            "HMAC_DIGEST_TYPE sha512"),
        saved(
            true,
            "-n s --gpg-recipient-key server --gpg-signer-key me --gpg-home-dir /home"
                + " --gpg-exe /bin/gpg --gpg-agent --gpg-no-signing-pw --key-file $keys"));
  }

  @Test
  void oldKeysStayUnlessThereAreNewOnes() throws CliException, IOException {
    Files.writeString(directory.resolve("rc"), OLD);
    List<String> without = saved(false, "-n HOME -D 192.0.2.9 --force-stanza");
    assertEquals(
        List.of(
            "# mine",
            "[home] # at home",
            "SPA_SERVER 192.0.2.9",
            "KEY old-key",
            "HMAC_KEY old-hmac-key",
            "[work]",
            "SPA_SERVER 192.0.2.2 # keep me"),
        without);
    List<String> with = saved(false, "-n home -D 192.0.2.9 --force-stanza --key-file $keys");
    assertTrue(with.contains("KEY new-text"), with.toString());
    assertTrue(with.stream().noneMatch(text -> text.contains("old")), with.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keysOfAPipeCannotBeSaved() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CliException refused =
        assertThrows(CliException.class, () -> saved(false, "-D h -A tcp/22 --key-file $pipe"));
    assertEquals(pipe + ": keys from a pipe cannot be saved", refused.problem().error());
    assertFalse(Files.exists(directory.resolve("rc")));
  }
}
