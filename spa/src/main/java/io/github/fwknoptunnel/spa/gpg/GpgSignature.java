package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.gpg.GpgStatus.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The signature of a message, with what the keyring contains about the key that made it.
 *
 * @param verdict the result of the verification
 * @param key fingerprint of the key that made the signature, often a subkey, which is what servers
 *     compare; the 16 digits of its key ID if gpg reports no more
 * @param userId of its owner, empty if the key is unknown
 */
public record GpgSignature(Verdict verdict, String key, String userId) {

  /** The result of gpg's verification. */
  public enum Verdict {
    /** A valid signature of a valid key. */
    GOOD("GOODSIG"),
    /** The signature does not match the content. */
    BAD("BADSIG"),
    /** A valid signature whose own expiry date is past. */
    EXPIRED("EXPSIG"),
    /** A valid signature by a key that has expired. */
    KEY_EXPIRED("EXPKEYSIG"),
    /** A valid signature by a key that its owner has revoked. */
    KEY_REVOKED("REVKEYSIG"),
    /** The keyring has no such key, so the signature cannot be verified. */
    UNKNOWN_KEY("ERRSIG");

    private final String keyword;

    Verdict(String keyword) {
      this.keyword = keyword;
    }

    private static Optional<Verdict> of(String keyword) {
      return Arrays.stream(values()).filter(v -> v.keyword.equals(keyword)).findFirst();
    }
  }

  /** The first signature that is reported; more than one is nothing that a client makes. */
  static Optional<GpgSignature> of(GpgStatus status) {
    return status.reports().stream()
        .flatMap(report ->
            Verdict.of(report.keyword())
                .map(verdict -> of(verdict, report.arguments(), status))
                .stream())
        .findFirst();
  }

  private static GpgSignature of(Verdict verdict, List<String> words, GpgStatus status) {
    if (verdict == Verdict.UNKNOWN_KEY) {
      // Key ID, algorithms, class, time, error code, and in newer versions the fingerprint.
      return new GpgSignature(verdict, words.size() > 6 ? words.get(6) : words.getFirst(), "");
    }
    List<String> valid = status.first("VALIDSIG").map(Report::arguments).orElse(words);
    String userId = String.join(" ", words.subList(1, words.size()));
    return new GpgSignature(verdict, valid.getFirst(), userId);
  }
}
