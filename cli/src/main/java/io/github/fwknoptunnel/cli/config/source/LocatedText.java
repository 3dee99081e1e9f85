package io.github.fwknoptunnel.cli.config.source;

import io.github.fwknoptunnel.cli.error.ExitStatus;

/**
 * A text of the user's, and what to say of it if it is wrong.
 *
 * @param where the option, or the line of the rc file
 * @param status a mistake on the command line ends otherwise than one in a file
 */
public record LocatedText(String text, String where, ExitStatus status) {}
