/**
 * Who may use a tunnel: the user of the process at a client's end of the connection.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.authz.ClientAuthorizer}. What cannot be known
 * is refused.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.authz;

import org.jspecify.annotations.NullMarked;
