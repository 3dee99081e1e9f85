/**
 * Files that users keep keys and settings in. Start with {@link
 * io.github.fwknoptunnel.spa.rc.KeyFile}.
 */
@NullMarked
package io.github.fwknoptunnel.spa.rc;

import org.jspecify.annotations.NullMarked;
