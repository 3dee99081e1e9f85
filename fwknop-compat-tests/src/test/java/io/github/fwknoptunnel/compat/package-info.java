/**
 * Tests against the real thing: fwknopd behind a dropping iptables, Debian's fwknop client,
 * OpenSSH.
 *
 * <p>Start with {@code FirewallContainer}, the container they all share, and {@code TunnelProcess},
 * the program as users start it.
 */
package io.github.fwknoptunnel.compat;
