/** Time that goes on while a machine sleeps. For the modules of this project, not for users. */
@NullMarked
package io.github.fwknoptunnel.spa.time;

import org.jspecify.annotations.NullMarked;
