/** {@code exec}: a tunnel for the lifetime of one program. Start with {@code ExecCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.exec;

import org.jspecify.annotations.NullMarked;
