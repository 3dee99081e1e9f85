package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;

/**
 * The content of a packet whose digest is valid, and whose HMAC is valid if there is an HMAC key.
 *
 * @param fields not checked for age, user or ports
 * @param digestType found by trying the algorithms, as servers do
 * @param digest of the fields, in unpadded base64
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
