package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.packet.PacketException;
import java.util.Optional;

/** Error texts for packets that do not open. */
public final class PacketMessages {
  private PacketMessages() {}

  public static CliError of(PacketException e) {
    return switch (e.reason()) {
      case NOT_A_PACKET ->
          problem(
              "this is not an SPA packet",
              "a packet is one line of at least 140 base64 characters");
      case HMAC_MISMATCH ->
          problem(
              "the HMAC does not match",
              "check the HMAC key and --hmac-digest-type; the packet may have no HMAC or be damaged");
      case NOT_DECRYPTED ->
          problem(
              "the packet cannot be decrypted",
              "check the encryption key and -M; the packet may have an HMAC and the key file no HMAC key");
      case DIGEST_MISMATCH ->
          problem(
              "the digest does not match",
              "check the packet; without an HMAC, also the encryption key");
      case NOT_DECODED ->
          problem(
              "the fields are not those of an SPA packet", "use a packet from an fwknop client");
    };
  }

  /** The same for a packet that gpg was to open. */
  public static CliError ofGpg(PacketException e, boolean longEnough) {
    return longEnough || e.reason() == PacketException.Reason.NOT_A_PACKET
        ? of(e)
        : problem(
            "the packet is too short for GPG mode",
            "omit the GPG options: the packet is encrypted with a shared key");
  }

  public static CliError otherHmacType(HashAlgorithm type) {
    return problem("the HMAC has another type", "use --hmac-digest-type " + type);
  }

  public static CliError noHmac() {
    return problem(
        "the packet has no HMAC",
        "configure the HMAC key at the sender; the encryption key matches");
  }

  public static CliError otherHmacKey() {
    return problem(
        "the HMAC was made with another key",
        "compare HMAC_KEY_BASE64 on both sides; the encryption key matches");
  }

  /** A packet for which there is no HMAC key; its type is judged by its length. */
  public static CliError unknownHmac(HashAlgorithm type) {
    return problem(
        "the packet has an HMAC, but there is no HMAC key",
        "add the HMAC key; the encryption key matches, and the length suggests " + type);
  }

  public static CliError otherMode(CipherMode mode) {
    return problem("the packet was encrypted in another mode", "use -M " + mode);
  }

  /** For a packet whose HMAC fits. */
  public static CliError otherEncryptionKey() {
    return problem(
        "the packet was encrypted with another key",
        "compare KEY_BASE64 on both sides; the HMAC key matches");
  }

  public static CliError looksLikeGpg() {
    return problem(
        "the packet has the length of GPG mode",
        "use --gpg-encryption and the server's keyring (--gpg-home-dir)");
  }

  /** Who signed a packet of GPG mode, and what that is worth. */
  public static String signature(Optional<GpgSignature> signature) {
    return signature.map(PacketMessages::signature).orElse("not signed: servers refuse that");
  }

  private static String signature(GpgSignature signature) {
    String by = signature.key() + (signature.userId().isEmpty() ? "" : ", " + signature.userId());
    return LogSanitizer.of(
        switch (signature.verdict()) {
          case GOOD -> "signed by " + by;
          case BAD -> "not signed by " + by + ": the signed data was changed";
          case EXPIRED -> "signed by " + by + ": the signature has expired";
          case KEY_EXPIRED -> "signed by " + by + ": the key has expired";
          case KEY_REVOKED -> "signed by " + by + ": the key was revoked";
          case UNKNOWN_KEY -> "signed by a key that this keyring does not have: " + by;
        });
  }

  private static CliError problem(String error, String hint) {
    return new CliError(ExitStatus.FAILED, error, hint);
  }
}
