/** Names and addresses, of others and of this machine; {@code HostResolver} looks names up. */
@NullMarked
package io.github.fwknoptunnel.tunnel.net;

import org.jspecify.annotations.NullMarked;
