/**
 * Ways to carry one packet to a server. {@link io.github.fwknoptunnel.spa.transport.SpaTransport}
 * is the seam.
 */
@NullMarked
package io.github.fwknoptunnel.spa.transport;

import org.jspecify.annotations.NullMarked;
