package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.SpaFields;

/**
 * What was in a packet, verified.
 *
 * @param digestType found out by trying, as servers do
 * @param digest in unpadded base64
 */
public record OpenedPacket(SpaFields fields, HashAlgorithm digestType, String digest) {}
