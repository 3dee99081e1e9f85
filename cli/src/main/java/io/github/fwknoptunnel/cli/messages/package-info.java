/**
 * Messages for users: one file for each kind of failure, with an exhaustive switch that gives an
 * error, a hint and an exit status.
 */
@NullMarked
package io.github.fwknoptunnel.cli.messages;

import org.jspecify.annotations.NullMarked;
