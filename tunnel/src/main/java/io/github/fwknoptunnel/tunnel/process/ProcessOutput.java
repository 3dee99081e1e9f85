package io.github.fwknoptunnel.tunnel.process;

/** Receives what a program prints, on one thread. */
public interface ProcessOutput {
  /** A line without its end. */
  void onLine(String line);

  /** Nothing more comes. */
  void onEnd();
}
