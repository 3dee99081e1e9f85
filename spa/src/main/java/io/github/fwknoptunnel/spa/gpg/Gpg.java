package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.gpg.GpgException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's gpg program, run once for each message, which takes about 20 ms. gpg may start its
 * agent, which keeps running. Thread-safe; borrows the pass phrase in the settings.
 */
public final class Gpg {
  /** Settings of a user's {@code gpg.conf} whose packets a server could not open. */
  private static final List<String> PLAIN_BINARY =
      List.of("--no-armor", "--no-throw-keyids", "--no-encrypt-to");

  private final GpgSettings settings;

  /**
   * Creates a runner of the gpg program; nothing is run yet.
   *
   * @param settings which program and keyring, and how secret keys are unlocked
   */
  public Gpg(GpgSettings settings) {
    this.settings = settings;
  }

  /**
   * Signs and encrypts. Blocks until gpg ends or its time limit is over.
   *
   * @param plaintext at most 4096 bytes
   * @param recipient the server's key: fingerprint, key ID or user ID
   * @param signer the user's key in the same form; absent means gpg's default key
   * @return a message that fwknop servers can decrypt
   * @throws GpgException if gpg failed, or if fwknop servers could not decrypt the result
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

  /**
   * Decrypts with the matching secret key of the keyring and verifies the signature. Blocks until
   * gpg ends or its time limit is over.
   *
   * @param message for a key whose secret part is in the keyring
   * @return the plaintext and the signature; a bad signature is reported there and is no exception
   * @throws GpgException if gpg failed or could not decrypt the message
   */
  public GpgDecrypted decrypt(GpgMessage message) throws GpgException {
    GpgProcess run = GpgProcess.of(settings, List.of("--decrypt"), message.toBytes());
    GpgStatus status = run.status();
    // The exit status is also non-zero if a signature cannot be checked, which is no failure here.
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
      // The prompt had no answer: no terminal, no window, or a timeout.
      default ->
          status.has("PINENTRY_LAUNCHED")
              ? new GpgException(Reason.PASS_PHRASE_NEEDED, key)
              : new GpgException(otherwise, status.lastStderrLine());
    };
  }
}
