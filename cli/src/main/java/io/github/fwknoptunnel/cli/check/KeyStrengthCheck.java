package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys that can be used and should not be. What cannot be used at all is told by who reads it. */
public final class KeyStrengthCheck {
  private final SpaKeys keys;

  public KeyStrengthCheck(SpaKeys keys) {
    this.keys = keys;
  }

  private static final String TOPIC = "key";

  /** What a program guesses in hours. */
  private static final int MIN_GOOD = 8;

  /** A key as it may be shown. */
  public static String shown(EncryptionKey key) {
    return shown(key.length(), key.fingerprint());
  }

  /** The same of the other kind. */
  public static String shown(HmacKey key) {
    return shown(key.length(), key.fingerprint());
  }

  private static String shown(int length, String fingerprint) {
    return length + (length == 1 ? " byte" : " bytes") + ", fingerprint " + fingerprint;
  }

  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    EncryptionKey key = keys.encryption();
    judge("encryption", "KEY", key.length(), key.looksLikeBase64()).ifPresent(findings::add);
    Optional<HmacKey> hmac = keys.hmac();
    hmac.flatMap(k -> judge("HMAC", "HMAC_KEY", k.length(), k.looksLikeBase64()))
        .ifPresent(findings::add);
    if (hmac.isEmpty()) {
      findings.add(
          Finding.fail(
              TOPIC,
              "there is no HMAC key",
              "anybody can make the server decrypt: 'fwknop-tunnel keygen' makes both keys"));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(TOPIC, "the keys are two, and long enough"))
        : findings;
  }

  /** What a run says about them. */
  public List<String> warnings() {
    return run().stream()
        .filter(finding -> finding.severity() == Severity.FAIL)
        .map(finding -> finding.text() + finding.hint().map(hint -> "; " + hint).orElse(""))
        .toList();
  }

  private static Optional<Finding> judge(
      String kind, String variable, int length, boolean looksLikeBase64) {
    if (looksLikeBase64) {
      return Optional.of(
          Finding.fail(
              TOPIC,
              "the " + kind + " key reads like base64 that nobody decoded",
              "base64 stands under " + variable + "_BASE64, on the server too"));
    }
    return length >= MIN_GOOD
        ? Optional.empty()
        : Optional.of(
            Finding.fail(
                TOPIC,
                "the " + kind + " key is so short that it can be guessed",
                "'fwknop-tunnel keygen' makes good ones"));
  }
}
