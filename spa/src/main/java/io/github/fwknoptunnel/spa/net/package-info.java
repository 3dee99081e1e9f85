/** Names and their addresses. For the modules of this project, not for users of the library. */
@NullMarked
package io.github.fwknoptunnel.spa.net;

import org.jspecify.annotations.NullMarked;
