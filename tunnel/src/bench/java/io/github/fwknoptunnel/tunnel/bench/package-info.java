/**
 * The relay's benchmark: this program beside a direct connection and other relays, in one run.
 *
 * <p>Start with {@code RelayBench}; {@code tunnel/bench/run} starts it. It needs Linux: processor
 * time and memory of the relays come from {@code /proc}.
 */
@NullMarked
package io.github.fwknoptunnel.tunnel.bench;

import org.jspecify.annotations.NullMarked;
