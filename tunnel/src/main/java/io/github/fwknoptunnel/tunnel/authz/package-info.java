/**
 * Authorization of local clients by the user of the process that owns the connection.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.authz.ClientAuthorizer}. A client whose user
 * is unknown is rejected.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.authz;

import org.jspecify.annotations.NullMarked;
