/**
 * A long mixed load with faults: what a tunnel meets in weeks, in minutes.
 *
 * <p>Start with {@link io.github.fwknoptunnel.tunnel.soak.Soak}; {@code tunnel/bench/soak} runs it.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.soak;

import org.jspecify.annotations.NullMarked;
