package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;

/**
 * What was in a packet, verified.
 *
 * @param digestType found out by trying, as servers do
 * @param digest in unpadded base64
 */
public record OpenedPacket(SpaFields fields, HashAlgorithm digestType, String digest) {

  static OpenedPacket of(SpaPlaintext plaintext) throws PacketException {
    HashAlgorithm digestType =
        plaintext.digestAlgorithm().orElseThrow(() -> new PacketException(Reason.DIGEST_MISMATCH));
    SpaFields fields =
        MessageDecoder.decode(plaintext.fields())
            .orElseThrow(() -> new PacketException(Reason.NOT_DECODED));
    return new OpenedPacket(fields, digestType, plaintext.digest());
  }
}
