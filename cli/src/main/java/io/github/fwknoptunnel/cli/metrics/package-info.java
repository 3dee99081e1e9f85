/**
 * Observation of a running tunnel: Prometheus metrics, health, a table of its state. Start at
 * {@link io.github.fwknoptunnel.cli.metrics.TunnelMetrics}; {@link
 * io.github.fwknoptunnel.cli.metrics.MetricsServer} serves them.
 */
@NullMarked
package io.github.fwknoptunnel.cli.metrics;

import org.jspecify.annotations.NullMarked;
