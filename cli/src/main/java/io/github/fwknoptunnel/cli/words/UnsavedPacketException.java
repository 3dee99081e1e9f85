package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** A packet that could not be saved, and so was not sent. The network was not at fault. */
public final class UnsavedPacketException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public UnsavedPacketException(Path file, IOException cause) {
    super(cause);
    this.problem =
        new Problem(
            ExitStatus.FAILED, "the packet cannot be saved: " + file + ": " + FileWords.of(cause));
  }

  public Problem problem() {
    return problem;
  }
}
