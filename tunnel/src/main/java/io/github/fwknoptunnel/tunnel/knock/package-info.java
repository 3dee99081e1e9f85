/**
 * Asking a firewall to open: by an SPA packet or the user's command, no more often than a limit
 * allows, and why a connection did not come about.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.knock.Knocker}; {@link
 * io.github.fwknoptunnel.tunnel.knock.SpaKnocker} is the usual one.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.knock;

import org.jspecify.annotations.NullMarked;
