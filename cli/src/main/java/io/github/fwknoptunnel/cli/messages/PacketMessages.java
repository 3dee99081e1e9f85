package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.packet.PacketException;
import java.util.Optional;

/** Words for packets that do not open. */
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
              "the HMAC does not fit",
              "another HMAC key, another --hmac-digest-type, no HMAC in the packet, or changed bytes");
      case NOT_DECRYPTED ->
          problem(
              "the packet cannot be decrypted",
              "another encryption key or mode, or an HMAC that the key file has no key for");
      case DIGEST_MISMATCH ->
          problem("the digest does not fit", "changed bytes, or without an HMAC another key");
      case NOT_DECODED ->
          problem("the fields are not those of an SPA packet", "made by a program of another kind");
    };
  }

  /** The same for a packet that gpg was to open. */
  public static CliError ofGpg(PacketException e, boolean longEnough) {
    return longEnough || e.reason() == PacketException.Reason.NOT_A_PACKET
        ? of(e)
        : problem(
            "the packet is too short for one of GPG mode",
            "leave the GPG options out: it was made with a key that both sides share");
  }

  public static CliError otherHmacType(HashAlgorithm type) {
    return problem("the HMAC is of another type", "--hmac-digest-type " + type + " opens it");
  }

  public static CliError noHmac() {
    return problem(
        "there is no HMAC in the packet",
        "the encryption key is the right one: the sender has no HMAC key");
  }

  public static CliError otherHmacKey() {
    return problem(
        "the HMAC was made with another key",
        "the encryption key is the right one: compare HMAC_KEY_BASE64 on both sides");
  }

  /** A packet for which there is no HMAC key; its type is judged by its length. */
  public static CliError unknownHmac(HashAlgorithm type) {
    return problem(
        "there is an HMAC in the packet, and no HMAC key",
        "the encryption key is the right one; by its length the HMAC is " + type);
  }

  public static CliError otherMode(CipherMode mode) {
    return problem("the packet was encrypted in another mode", "-M " + mode + " opens it");
  }

  /** For a packet whose HMAC fits. */
  public static CliError otherEncryptionKey() {
    return problem(
        "the packet was encrypted with another key",
        "the HMAC fits: only the encryption keys of both sides differ");
  }

  public static CliError looksLikeGpg() {
    return problem(
        "the packet is as long as those of GPG mode",
        "--gpg-encryption opens it, with the server's keyring: see --gpg-home-dir");
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
          case BAD -> "not signed by " + by + ": the signature is another text's";
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
