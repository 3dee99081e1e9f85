package io.github.fwknoptunnel.tunnel.bench;

/** What a relay leads to. */
enum Backend {
  /** Only a port: each run has a server of its own. */
  IPERF,
  REDIS,
  /** Sends back what it gets; part of the benchmark's own process. */
  ECHO
}
