package io.github.fwknoptunnel.spa.gpg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;
import io.github.fwknoptunnel.spa.gpg.GpgSignature.Verdict;
import io.github.fwknoptunnel.spa.gpg.Keyring.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a real gpg makes of our requests, and what we make of its refusals. */
@Timeout(180)
class GpgTest {
  private static final byte[] TEXT = "what is sealed".getBytes(StandardCharsets.UTF_8);

  @AutoClose private static Keyring keyring;
  @TempDir private Path directory;

  @BeforeAll
  static void makeKeys() throws Exception {
    keyring = Keyring.of(Key.SERVER, Key.ELLIPTIC_SERVER, Key.SIGNER, Key.LOCKED_SIGNER);
  }

  @Test
  void whatIsSignedAndEncryptedIsDecryptedAndVerified() throws Exception {
    GpgMessage message = seal(keyring.settings(), Key.SERVER, Key.SIGNER);
    GpgDecrypted decrypted = new Gpg(keyring.settings()).decrypt(message);
    assertArrayEquals(TEXT, decrypted.plaintext());
    // The subkey and not the key itself, whose fingerprint stands first.
    String subkey = keyring.fingerprints(Key.SIGNER).get(1);
    assertEquals(
        Optional.of(new GpgSignature(Verdict.GOOD, subkey, "SIGNER")), decrypted.signature());
  }

  @Test
  void aSignatureOfAnUnknownKeyIsToldFromAGoodOne() throws Exception {
    GpgMessage message = seal(keyring.settings(), Key.SERVER, Key.SIGNER);
    try (Keyring server = Keyring.copying(keyring, "--export-secret-keys", Key.SERVER)) {
      GpgSignature signature =
          new Gpg(server.settings()).decrypt(message).signature().orElseThrow();
      assertEquals(Verdict.UNKNOWN_KEY, signature.verdict());
      assertEquals(keyring.fingerprints(Key.SIGNER).get(1), signature.key());
    }
  }

  @Test
  void theRightPassPhraseOpensTheSigningKey() throws Exception {
    GpgMessage message = seal(unlockedWith(Key.PASS_PHRASE), Key.SERVER, Key.LOCKED_SIGNER);
    GpgDecrypted decrypted = new Gpg(keyring.settings()).decrypt(message);
    assertArrayEquals(TEXT, decrypted.plaintext());
    assertEquals(Verdict.GOOD, decrypted.signature().orElseThrow().verdict());
  }

  @Test
  void aPassPhraseThatIsNotNeededDoesNoHarm() throws Exception {
    GpgMessage message = seal(unlockedWith("another"), Key.SERVER, Key.SIGNER);
    assertArrayEquals(TEXT, new Gpg(keyring.settings()).decrypt(message).plaintext());
  }

  /** gpg still writes a message then, encrypted and not signed. */
  @Test
  void aWrongPassPhraseIsSaidToBeOne() throws Exception {
    assertRefused(
        Reason.WRONG_PASS_PHRASE, "LOCKED_SIGNER", unlockedWith("wrong"), Key.LOCKED_SIGNER);
  }

  @Test
  void nobodyIsAskedForAPassPhraseUnlessThatIsWanted() {
    assertRefused(
        Reason.PASS_PHRASE_NEEDED, "LOCKED_SIGNER", keyring.settings(), Key.LOCKED_SIGNER);
  }

  @Test
  void anAgentThatCannotAskSaysThatAPassPhraseIsNeeded() throws Exception {
    try (Keyring copy = Keyring.of(Key.LOCKED_SIGNER)) {
      copy.gpg(keyring.gpg(new byte[0], "--export", "SERVER"), "--import");
      copy.configure("gpg-agent.conf", "pinentry-program /bin/false");
      GpgSettings settings = copy.settings().withUnlock(new GpgPassphrase.Agent());
      assertRefused(Reason.PASS_PHRASE_NEEDED, "LOCKED_SIGNER", settings, Key.LOCKED_SIGNER);
    }
  }

  @Test
  void anUnknownRecipientIsNamed() {
    assertRefused(
        Reason.NO_RECIPIENT_KEY,
        "BIG_SERVER",
        () -> seal(keyring.settings(), Key.BIG_SERVER, Key.SIGNER));
  }

  @Test
  void anUnknownSignerIsNamed() {
    assertRefused(Reason.NO_SIGNING_KEY, "BIG_SERVER", keyring.settings(), Key.BIG_SERVER);
  }

  @Test
  void aRecipientOnAnEllipticCurveIsRefused() {
    assertRefused(
        Reason.RECIPIENT_NOT_RSA,
        "ELLIPTIC_SERVER",
        () -> seal(keyring.settings(), Key.ELLIPTIC_SERVER, Key.SIGNER));
  }

  @Test
  void withoutAnySecretKeyThereIsNoDefaultToSignWith() throws Exception {
    try (Keyring user = Keyring.copying(keyring, "--export", Key.SERVER)) {
      Gpg gpg = new Gpg(user.settings());
      assertRefused(
          Reason.NO_SIGNING_KEY, "", () -> gpg.signAndEncrypt(TEXT, "SERVER", Optional.empty()));
      String keyId = keyring.fingerprints(Key.SERVER).getFirst().substring(24);
      GpgMessage message = seal(keyring.settings(), Key.SERVER, Key.SIGNER);
      assertRefused(Reason.NO_DECRYPTION_KEY, keyId, () -> gpg.decrypt(message));
    }
  }

  @Test
  void anAgentThatDoesNotRunIsSaidToBeMissing() throws Exception {
    try (Keyring user = Keyring.copying(keyring, "--export", Key.SERVER, Key.SIGNER)) {
      user.configure("gpg.conf", "no-autostart");
      assertRefused(Reason.NO_AGENT, "", user.settings(), Key.SIGNER);
    }
  }

  @Test
  void theUsersOwnSettingsDoNotSpoilThePacket() throws Exception {
    try (Keyring user = Keyring.copying(keyring, "--export-secret-keys", Key.SERVER)) {
      user.configure("gpg.conf", "armor\nthrow-keyids\nencrypt-to SERVER\nrequire-cross-cert");
      GpgMessage message = seal(user.settings(), Key.SERVER, Key.SERVER);
      assertArrayEquals(TEXT, new Gpg(keyring.settings()).decrypt(message).plaintext());
    }
  }

  @Test
  void changedBytesAreNotDecrypted() throws Exception {
    byte[] bytes = seal(keyring.settings(), Key.SERVER, Key.SIGNER).toBytes();
    bytes[bytes.length - 1] ^= 1;
    GpgMessage changed = GpgMessage.parse(bytes).orElseThrow();
    GpgException failed =
        assertThrows(GpgException.class, () -> new Gpg(keyring.settings()).decrypt(changed));
    assertEquals(Reason.NOT_DECRYPTED, failed.reason());
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    GpgSettings settings = running("/nowhere/gpg", keyring.settings(), GpgSettings.DEFAULT.limit());
    assertRefused(Reason.NOT_STARTED, "/nowhere/gpg", settings, Key.SIGNER);
  }

  @Test
  void aHomeThatIsNotThereIsNamed() {
    Path home = directory.resolve("none");
    assertRefused(Reason.NO_HOME, home.toString(), GpgSettings.DEFAULT.withHome(home), Key.SIGNER);
  }

  @Test
  void aGpgThatHangsIsStopped() throws Exception {
    String program = script("exec sleep 600");
    GpgSettings settings = running(program, keyring.settings(), Duration.ofMillis(100));
    assertRefused(Reason.TIMED_OUT, program, settings, Key.SIGNER);
  }

  @Test
  void anInterruptedThreadStopsGpgAndStaysInterrupted() throws Exception {
    String program = script("exec sleep 600");
    GpgSettings settings = running(program, keyring.settings(), GpgSettings.DEFAULT.limit());
    Thread.currentThread().interrupt();
    assertRefused(Reason.INTERRUPTED, program, settings, Key.SIGNER);
    assertTrue(Thread.interrupted());
  }

  @Test
  void thePassPhraseIsTheFirstLineOfTheInputAndStandsNowhereElse() throws Exception {
    Path seen = directory.resolve("seen");
    Path input = directory.resolve("input");
    String program = script("{ echo \"$@\"; env; } > " + seen + "; cat > " + input + "; exit 2");
    GpgSettings settings =
        running(program, unlockedWith(Key.PASS_PHRASE), GpgSettings.DEFAULT.limit());
    assertThrows(GpgException.class, () -> seal(settings, Key.SERVER, Key.LOCKED_SIGNER));
    assertEquals(Key.PASS_PHRASE + "\nwhat is sealed", Files.readString(input));
    assertFalse(Files.readString(seen).contains(Key.PASS_PHRASE));
    assertFalse(settings.toString().contains(Key.PASS_PHRASE));
  }

  private static GpgSettings running(String program, GpgSettings rest, Duration limit) {
    return new GpgSettings(Optional.of(program), rest.home(), rest.unlock(), limit);
  }

  private String script(String line) throws Exception {
    Path file = Files.writeString(directory.resolve("gpg"), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
        .toString();
  }

  private static GpgSettings unlockedWith(String passPhrase) throws Exception {
    byte[] bytes = passPhrase.getBytes(StandardCharsets.UTF_8);
    return keyring.settings().withUnlock(new GpgPassphrase.Provided(PassPhrase.of(bytes)));
  }

  private static GpgMessage seal(GpgSettings settings, Key recipient, Key signer)
      throws GpgException {
    return new Gpg(settings).signAndEncrypt(TEXT, recipient.name(), Optional.of(signer.name()));
  }

  private static void assertRefused(
      Reason reason, String subject, GpgSettings settings, Key signer) {
    assertRefused(reason, subject, () -> seal(settings, Key.SERVER, signer));
  }

  private static void assertRefused(Reason reason, String subject, Executable sealing) {
    GpgException refused = assertThrows(GpgException.class, sealing);
    assertEquals(reason, refused.reason(), refused::toString);
    assertEquals(subject, refused.detail());
  }
}
