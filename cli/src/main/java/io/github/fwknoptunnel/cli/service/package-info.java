/**
 * Integration with systemd: state and watchdog (sd_notify(3)), and a listening socket
 * (sd_listen_fds(3)). Start at {@link io.github.fwknoptunnel.cli.service.SystemdNotifier}. Without
 * systemd it does nothing.
 */
@NullMarked
package io.github.fwknoptunnel.cli.service;

import org.jspecify.annotations.NullMarked;
