package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Dialer;

/**
 * A closed port and what opens it.
 *
 * @param host resolved anew for each opening
 */
public record Door(
    String host, int port, Knocker knocker, Dialer dialer, OpeningListener listener) {}
