package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's gpg program. Runs it once for each message, in some 20 ms; its agent, which gpg starts
 * if need be, stays. Thread-safe; borrows the pass phrase in the settings.
 */
public final class Gpg {
  /** What a user's {@code gpg.conf} may ask for and a server could not open. */
  private static final List<String> PLAIN_BINARY =
      List.of("--no-armor", "--no-throw-keyids", "--no-encrypt-to");

  private final GpgSettings settings;

  public Gpg(GpgSettings settings) {
    this.settings = settings;
  }

  /**
   * Signs and encrypts.
   *
   * @param plaintext at most 4096 bytes
   * @param signer absent means gpg's default key
   * @throws GpgException if it could not be done, or if fwknop servers could not open the result
   */
  public GpgMessage signAndEncrypt(byte[] plaintext, String recipient, Optional<String> signer)
      throws GpgException {
    List<String> options = new ArrayList<>(PLAIN_BINARY);
    options.addAll(List.of("--recipient", recipient));
    signer.ifPresent(key -> options.addAll(List.of("--local-user", key)));
    options.addAll(List.of("--sign", "--encrypt"));
    GpgProcess run = GpgProcess.of(settings, options, plaintext);
    GpgStatus status = run.status();
    if (!run.succeeded() || !status.has("SIG_CREATED")) {
      throw status.has("INV_RECP")
          ? new GpgException(Reason.NO_RECIPIENT_KEY, recipient)
          : failed(status, signer.orElse(""), Reason.FAILED);
    }
    return GpgMessage.parse(run.output())
        .orElseThrow(() -> new GpgException(Reason.RECIPIENT_NOT_RSA, recipient));
  }

  /** Decrypts with whichever secret key of the keyring fits, and looks at the signature. */
  public GpgDecrypted decrypt(GpgMessage message) throws GpgException {
    GpgProcess run = GpgProcess.of(settings, List.of("--decrypt"), message.toBytes());
    GpgStatus status = run.status();
    // The exit status also tells of a signature that cannot be checked, which is no failure here.
    if (status.has("DECRYPTION_OKAY")) {
      return new GpgDecrypted(run.output(), GpgSignature.of(status));
    }
    Optional<GpgStatus.Report> missing = status.first("NO_SECKEY");
    if (missing.isPresent()) {
      throw new GpgException(Reason.NO_DECRYPTION_KEY, String.join(" ", missing.get().arguments()));
    }
    throw failed(status, "", Reason.NOT_DECRYPTED);
  }

  /** The numbers are libgpg-error's; each was seen from gpg 2.2.40. */
  private static GpgException failed(GpgStatus status, String key, Reason otherwise) {
    return switch (status.errorCode()) {
      case 11 -> new GpgException(Reason.WRONG_PASS_PHRASE, key);
      case 17, 54 -> new GpgException(Reason.NO_SIGNING_KEY, key);
      case 77 -> new GpgException(Reason.NO_AGENT, "");
      case 85, 99 -> new GpgException(Reason.PASS_PHRASE_NEEDED, key);
      // It asked, and the answer was neither right nor wrong: no terminal, no window, no timeout.
      default ->
          status.has("PINENTRY_LAUNCHED")
              ? new GpgException(Reason.PASS_PHRASE_NEEDED, key)
              : new GpgException(otherwise, status.lastStderrLine());
    };
  }
}
