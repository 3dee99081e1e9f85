/**
 * Being a service of systemd: telling it the state (sd_notify(3)), its watchdog, and taking a
 * listening socket from it (sd_listen_fds(3)). Start at {@link
 * io.github.fwknoptunnel.cli.service.SystemdNotifier}. Elsewhere all of it does nothing.
 */
@NullMarked
package io.github.fwknoptunnel.cli.service;

import org.jspecify.annotations.NullMarked;
