/**
 * Child processes: started without keys in their environment, limited in number, read without
 * blocking, and killed with their descendants. For the modules of this project, not for users of
 * the library.
 */
@NullMarked
package io.github.fwknoptunnel.spa.process;

import org.jspecify.annotations.NullMarked;
