package io.github.fwknoptunnel.spa.gpg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no gpg: the start of messages, the reading of status lines, settings. */
@Timeout(180)
class GpgMessageTest {
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "85010c, RSA 2048, true",
    "85018c, RSA 3072, true",
    "85020c, RSA 4096, true",
    "848c03, RSA 1024, false",
    "845e03, Curve 25519, false",
    "c1c04c, a packet of the new format, false",
    "851000, a packet of 4096 bytes, false",
    "8501, cut short, false"
  })
  void onlyMessagesThatStartWithTheLeftOutCharactersAreTaken(
      String start, String of, boolean taken) {
    byte[] bytes = HexFormat.of().parseHex(start);
    assertEquals(taken, GpgMessage.parse(bytes).isPresent(), of);
    if (taken) {
      assertTrue(Base64.getEncoder().encodeToString(bytes).startsWith("hQ"));
    }
  }

  @Test
  void statusLinesAreToldFromLinesForPeople() {
    GpgStatus status =
        status(
            """
            gpg: signing failed: Bad passphrase
            [GNUPG:] ERROR pkdecrypt_failed 67108949
            [GNUPG:] FAILURE sign-encrypt 67108875
            gpg: [stdin]: sign+encrypt failed
            [GNUPG:] END_DECRYPTION
            """);
    assertTrue(status.has("END_DECRYPTION"));
    assertEquals(11, status.errorCode(), "what the whole run says, without its source");
    assertEquals("gpg: [stdin]: sign+encrypt failed", status.lastStderrLine());
  }

  @ParameterizedTest
  @CsvSource({"''", "gpg: no", "[GNUPG:] FAILURE", "[GNUPG:] FAILURE gpg-exit x", "[GNUPG:] "})
  void whatTellsNoErrorCodeHasNone(String text) {
    assertEquals(0, status(text).errorCode());
  }

  @Test
  void theFirstSignatureCounts() {
    GpgStatus status =
        status("[GNUPG:] BADSIG 0123456789ABCDEF A <a@example.com>\n[GNUPG:] GOODSIG 1 B\n");
    assertEquals(
        Optional.of(
            new GpgSignature(GpgSignature.Verdict.BAD, "0123456789ABCDEF", "A <a@example.com>")),
        GpgSignature.of(status));
  }

  @Test
  void keysMustBeNamedAndTimeMustBePositive() {
    assertThrows(
        IllegalArgumentException.class, () -> GpgKeys.withoutHmac(GpgSettings.DEFAULT, " "));
    assertThrows(
        IllegalArgumentException.class,
        () -> GpgKeys.withoutHmac(GpgSettings.DEFAULT, "server").signedBy(""));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new GpgSettings(
                Optional.empty(), Optional.empty(), new GpgPassphrase.None(), Duration.ZERO));
  }

  private static GpgStatus status(String text) {
    return GpgStatus.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
