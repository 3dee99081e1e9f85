package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds weak keys. Invalid keys are reported by their reader. */
public final class KeyStrengthCheck {
  private final SpaKeys keys;

  public KeyStrengthCheck(SpaKeys keys) {
    this.keys = keys;
  }

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
    evaluate("encryption", "KEY", key.length(), key.looksLikeBase64()).ifPresent(findings::add);
    Optional<HmacKey> hmac = keys.hmac();
    hmac.flatMap(k -> evaluate("HMAC", "HMAC_KEY", k.length(), k.looksLikeBase64()))
        .ifPresent(findings::add);
    if (hmac.isEmpty()) {
      findings.add(
          Finding.fail(
              Topic.KEY,
              "no HMAC key",
              "run 'fwknop-tunnel keygen' for both keys; without an HMAC the server decrypts every packet"));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(Topic.KEY, "encryption key and HMAC key present and long enough"))
        : findings;
  }

  /** What a run says about them. */
  public List<String> warnings() {
    return run().stream()
        .filter(finding -> finding.severity() == Severity.FAIL)
        .map(finding -> finding.text() + finding.hint().map(hint -> "; " + hint).orElse(""))
        .toList();
  }

  private static Optional<Finding> evaluate(
      String kind, String variable, int length, boolean looksLikeBase64) {
    if (looksLikeBase64) {
      return Optional.of(
          Finding.fail(
              Topic.KEY,
              "the " + kind + " key looks like undecoded base64",
              "use " + variable + "_BASE64 for base64, on the server too"));
    }
    return length >= MIN_GOOD
        ? Optional.empty()
        : Optional.of(
            Finding.fail(
                Topic.KEY,
                "the " + kind + " key is short enough to be guessed",
                "run 'fwknop-tunnel keygen'"));
  }
}
