package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import java.util.Optional;

/**
 * The content of a packet of GPG mode, and its signature.
 *
 * @param packet the fields and their digest
 * @param signature possibly invalid: check its verdict. Absent if the packet is not signed, which
 *     servers refuse by default
 */
public record OpenedGpgPacket(OpenedPacket packet, Optional<GpgSignature> signature) {}
