/**
 * Whom files and directories belong to, and who else could exchange them. For the modules of this
 * project, not for users of the library.
 */
@NullMarked
package io.github.fwknoptunnel.spa.files;

import org.jspecify.annotations.NullMarked;
