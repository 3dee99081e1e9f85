package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.gpg.GpgStatus.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who signed a message, as far as this keyring can tell.
 *
 * @param key fingerprint of the key that really signed, often a subkey, which is what servers
 *     compare; the 16 digits of its key ID where gpg tells no more
 * @param userId of its owner, empty where the key is unknown
 */
public record GpgSignature(Verdict verdict, String key, String userId) {

  /** What gpg says of a signature. */
  public enum Verdict {
    GOOD("GOODSIG"),
    /** Made for other bytes. */
    BAD("BADSIG"),
    /** Good, and no longer valid. */
    EXPIRED("EXPSIG"),
    /** Good, by a key that has expired since. */
    KEY_EXPIRED("EXPKEYSIG"),
    /** Good, by a key that its owner has revoked. */
    KEY_REVOKED("REVKEYSIG"),
    /** The keyring has no such key, so nobody can tell. */
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
