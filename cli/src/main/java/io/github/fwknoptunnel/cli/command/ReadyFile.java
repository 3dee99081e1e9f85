package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.FileWords;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that is there as long as the tunnels listen, with their addresses, one a line. Whoever
 * waits for it never sees half of it, nor that of an earlier run.
 */
final class ReadyFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReadyFile.class.getName());

  private final Optional<Path> file;

  private ReadyFile(Optional<Path> file) {
    this.file = file;
  }

  /** Removes what an earlier run may have left. */
  static ReadyFile prepare(Arguments arguments) throws ProblemException {
    ReadyFile ready = new ReadyFile(arguments.file(Options.READY_FILE));
    if (ready.file.isPresent()) {
      try {
        ready.removeOld(ready.file.get());
      } catch (IOException e) {
        throw unwritable(ready.file.get(), e);
      }
    }
    return ready;
  }

  private void removeOld(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "it is a directory");
    }
    Files.deleteIfExists(path);
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  void write(List<SocketAddress> addresses) throws ProblemException {
    if (file.isPresent()) {
      try {
        write(
            file.get().toAbsolutePath(),
            addresses.stream().map(address -> AddressWords.of(address)).toList());
      } catch (IOException e) {
        throw unwritable(file.get(), e);
      }
    }
  }

  private static void write(Path path, List<String> lines) throws IOException {
    Path unfinished =
        path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
    Files.write(unfinished, lines, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ProblemException unwritable(Path path, IOException cause) {
    return new ProblemException(
        new Problem(
            ExitStatus.FAILED,
            Options.READY_FILE + " " + path + " cannot be written: " + FileWords.of(cause),
            "it is made in a directory that exists, and removed at the end"),
        cause);
  }

  void remove() {
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the ready file stays", e);
    }
  }

  @Override
  public void close() {
    remove();
  }
}
