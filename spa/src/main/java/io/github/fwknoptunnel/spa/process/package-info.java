/**
 * Child processes: started without keys in their environment and never close to the limit of open
 * files, read without blocking, killed with what they started. For the modules of this project, not
 * for users of the library.
 */
@NullMarked
package io.github.fwknoptunnel.spa.process;

import org.jspecify.annotations.NullMarked;
