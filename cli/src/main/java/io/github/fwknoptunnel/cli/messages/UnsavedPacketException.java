package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;

/** A packet that could not be saved, and so was not sent. The network was not at fault. */
public final class UnsavedPacketException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient CliError problem;

  public UnsavedPacketException(Path file, IOException cause) {
    super(cause);
    this.problem =
        new CliError(
            ExitStatus.FAILED,
            "the packet cannot be saved: " + file + ": " + FileMessages.of(cause));
  }

  public CliError problem() {
    return problem;
  }
}
