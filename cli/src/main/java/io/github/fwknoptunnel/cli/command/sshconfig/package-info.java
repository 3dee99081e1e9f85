/** {@code ssh-config}: a ready block for ssh. Start with {@code SshConfigCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.sshconfig;

import org.jspecify.annotations.NullMarked;
