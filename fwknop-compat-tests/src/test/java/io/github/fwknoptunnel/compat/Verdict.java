package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.time.Instant;
import java.util.Optional;

/**
 * What a program made of a command line.
 *
 * @param packet empty if it refused
 * @param output everything it printed
 * @param before a moment before the packet was made
 * @param after and one after
 */
record Verdict(Optional<SpaPacket> packet, String output, Instant before, Instant after) {}
