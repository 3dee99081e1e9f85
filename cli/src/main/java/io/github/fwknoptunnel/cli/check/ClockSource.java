package io.github.fwknoptunnel.cli.check;

import java.io.IOException;
import java.time.Duration;

/** A clock on another machine. */
public interface ClockSource {
  /** How long to wait for an answer. */
  Duration LIMIT = Duration.ofSeconds(2);

  /** How far its clock is ahead of this machine's. */
  Duration ahead() throws IOException, InterruptedException;

  /** What a person would call it. */
  @Override
  String toString();
}
