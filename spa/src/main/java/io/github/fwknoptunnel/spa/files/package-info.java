/**
 * Owners of files and directories, and other users who could replace them. For the modules of this
 * project, not for users of the library.
 */
@NullMarked
package io.github.fwknoptunnel.spa.files;

import org.jspecify.annotations.NullMarked;
