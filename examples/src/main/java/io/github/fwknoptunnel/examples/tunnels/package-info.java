/** Programs that forward connections: events, rules, users, knockers. */
@NullMarked
package io.github.fwknoptunnel.examples.tunnels;

import org.jspecify.annotations.NullMarked;
