package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.packet.PacketException;

/** Words for packets that do not open. */
public final class PacketWords {
  private PacketWords() {}

  public static Problem of(PacketException e) {
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

  private static Problem problem(String error, String hint) {
    return new Problem(ExitStatus.FAILED, error, hint);
  }
}
