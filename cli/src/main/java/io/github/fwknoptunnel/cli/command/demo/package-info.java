/** {@code demo}: firewall, service and tunnel in one process. Start with {@code DemoCommand}. */
@NullMarked
package io.github.fwknoptunnel.cli.command.demo;

import org.jspecify.annotations.NullMarked;
