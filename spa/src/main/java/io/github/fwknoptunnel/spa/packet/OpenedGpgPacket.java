package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import java.util.Optional;

/**
 * What was in a packet of GPG mode, and who signed it.
 *
 * @param signature not judged: look at its verdict. Absent if there is none, which servers refuse
 *     unless told otherwise
 */
public record OpenedGpgPacket(OpenedPacket packet, Optional<GpgSignature> signature) {}
