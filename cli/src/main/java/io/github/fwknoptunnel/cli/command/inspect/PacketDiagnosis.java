package io.github.fwknoptunnel.cli.command.inspect;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.messages.PacketMessages;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a packet does not open, found out by opening it in the ways next to the one that failed. What
 * is in it then is not shown: it is not authenticated.
 */
final class PacketDiagnosis {
  private final SpaPacket packet;
  private final SpaKeys keys;
  private final SpaSuite suite;

  PacketDiagnosis(SpaPacket packet, SpaKeys keys, SpaSuite suite) {
    this.packet = packet;
    this.keys = keys;
    this.suite = suite;
  }

  CliError of(PacketException failure) {
    Optional<CliError> found =
        switch (failure.reason()) {
          case HMAC_MISMATCH -> hmac();
          case NOT_DECRYPTED -> keys.hmac().isPresent() ? behindHmac() : withoutHmac();
          // Decrypted, so key and mode are right.
          case NOT_A_PACKET, DIGEST_MISMATCH, NOT_DECODED -> Optional.empty();
        };
    return found
        .or(() -> packet.isGpg() ? Optional.of(PacketMessages.looksLikeGpg()) : Optional.empty())
        .orElseGet(() -> PacketMessages.of(failure));
  }

  private Optional<CliError> hmac() {
    return Arrays.stream(HashAlgorithm.values())
        .filter(type -> opens(packet, keys, new SpaSuite(suite.digest(), suite.mode(), type)))
        .map(PacketMessages::otherHmacType)
        .findFirst()
        .or(() -> opensAlone(packet) ? Optional.of(PacketMessages.noHmac()) : Optional.empty())
        .or(() -> hmacAtEnd().map(type -> PacketMessages.otherHmacKey()));
  }

  /** The HMAC fits, so sender and bytes are right. */
  private Optional<CliError> behindHmac() {
    return Optional.of(
        otherMode(keys)
            .map(PacketMessages::otherMode)
            .orElseGet(PacketMessages::otherEncryptionKey));
  }

  private Optional<CliError> withoutHmac() {
    return hmacAtEnd()
        .map(PacketMessages::unknownHmac)
        .or(() -> otherMode(keys).map(PacketMessages::otherMode));
  }

  private Optional<CipherMode> otherMode(SpaKeys with) {
    return Arrays.stream(CipherMode.values())
        .filter(mode -> opens(packet, with, new SpaSuite(suite.digest(), mode, suite.hmac())))
        .findFirst();
  }

  /** The type of HMAC, judged by its length, that is at the end of a packet which opens without. */
  private Optional<HashAlgorithm> hmacAtEnd() {
    String wire = packet.wire();
    return Arrays.stream(HashAlgorithm.values())
        .filter(type -> wire.length() > type.base64Length())
        .filter(type ->
            opensAlone(new SpaPacket(wire.substring(0, wire.length() - type.base64Length()))))
        .findFirst();
  }

  private boolean opensAlone(SpaPacket candidate) {
    return opens(candidate, SpaKeys.withoutHmac(keys.encryption()), suite);
  }

  private static boolean opens(SpaPacket candidate, SpaKeys with, SpaSuite by) {
    try {
      new SpaOpener(with, by).open(candidate);
      return true;
    } catch (PacketException e) {
      return false;
    }
  }
}
