/**
 * Ways to carry one packet to a server: UDP, TCP, and HTTP with or without a proxy. What needs raw
 * sockets (ICMP, forged sources) is not possible in Java.
 *
 * <p>{@link io.github.fwknoptunnel.spa.transport.SpaTransport} is the interface; {@link
 * io.github.fwknoptunnel.spa.transport.SpaServer} is the destination. Only {@link
 * io.github.fwknoptunnel.spa.transport.UdpTransport} can choose its source port: a TCP port would
 * stay in use for a minute after each packet.
 *
 * @serial exclude
 */
@NullMarked
package io.github.fwknoptunnel.spa.transport;

import org.jspecify.annotations.NullMarked;
