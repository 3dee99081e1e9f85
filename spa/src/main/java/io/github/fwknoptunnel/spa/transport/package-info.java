/**
 * Ways to carry one packet to a server: UDP, TCP, and HTTP with or without a proxy. What needs raw
 * sockets (ICMP, forged sources) is not possible in Java.
 *
 * <p>{@link io.github.fwknoptunnel.spa.transport.SpaTransport} is the seam; {@link
 * io.github.fwknoptunnel.spa.transport.SpaServer} says where to. Only {@link
 * io.github.fwknoptunnel.spa.transport.UdpTransport} can choose its source port: a TCP port would
 * stay taken for a minute after each packet.
 */
@NullMarked
package io.github.fwknoptunnel.spa.transport;

import org.jspecify.annotations.NullMarked;
