package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.FileMessages;
import io.github.fwknoptunnel.cli.output.NewFile;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.spa.files.TrustedDirectory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file that exists while the tunnels listen and holds their addresses, one a line. A reader never
 * sees half of it. That of an earlier run that was killed stays until the tunnels listen.
 *
 * <p>Only what is certainly such a file is ever replaced ({@link FormerReadyFile}).
 */
final class ReadyFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReadyFile.class.getName());
  private static final int MAX_TRIES = 3;

  private final Optional<Path> file;
  private Optional<Identity> written = Optional.empty();

  private ReadyFile(Optional<Path> file) {
    this.file = file;
  }

  /** A file, as opposed to a later one of the same name. */
  private record Identity(Object key, Object time) {
    static Identity of(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Identity(
          Objects.requireNonNullElse(attributes.fileKey(), ""), attributes.lastModifiedTime());
    }

    boolean isThatOf(Path file) throws IOException {
      Identity other = of(file);
      return key.equals(other.key) && time.equals(other.time);
    }
  }

  /** Refuses a place where there is another file than that of an earlier run. */
  static ReadyFile prepare(ParsedArguments arguments) throws CliException {
    ReadyFile ready = new ReadyFile(arguments.value(Options.READY_FILE).map(Path::toAbsolutePath));
    if (ready.file.isPresent()) {
      try {
        // It is replaced and removed by its name.
        TrustedDirectory.requireFor(ready.file.get());
        FormerReadyFile.refuseOther(ready.file.get());
        Path directory = ready.file.get().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
          throw new NoSuchFileException(ready.file.get().toString());
        }
      } catch (IOException e) {
        throw unwritable(arguments.text(Options.READY_FILE).orElse(""), e);
      }
    }
    return ready;
  }

  void write(List<SocketAddress> addresses) throws CliException {
    if (file.isPresent()) {
      String text =
          addresses.stream()
              .filter(address -> !AddressFormatter.isAbstract(address))
              .map(address -> line(address) + "\n")
              .collect(Collectors.joining());
      try {
        write(file.get(), text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw unwritable(file.get().toString(), e);
      }
    }
  }

  /** A reader may be in another directory. */
  private static String line(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress local
        ? local.getPath().toAbsolutePath().toString()
        : AddressFormatter.of(address);
  }

  private void write(Path path, byte[] content) throws IOException {
    Path temporary = NewFile.writeBeside(path, content);
    try {
      written = Optional.of(Identity.of(temporary));
      place(temporary, path);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A link fails if the name is taken, as a rename would not. */
  private static void place(Path temporary, Path path) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.createLink(path, temporary);
        return;
      } catch (FileAlreadyExistsException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
        // That of an earlier run, or another tunnel was faster.
        FormerReadyFile.refuseOther(path);
        Files.deleteIfExists(path);
      } catch (FileSystemException | UnsupportedOperationException e) {
        // A file system without links.
        Files.move(temporary, path);
        return;
      }
    }
  }

  private static CliException unwritable(String path, IOException cause) {
    return new CliException(
        new CliError(
            ExitStatus.FAILED,
            Options.READY_FILE + " " + path + " cannot be written: " + FileMessages.of(cause),
            "name a new file in an existing directory; it is removed at exit"),
        cause);
  }

  /** Leaves the file of a tunnel that started later alone. */
  void remove() {
    try {
      if (file.isPresent() && written.isPresent() && written.get().isThatOf(file.get())) {
        Files.delete(file.get());
      }
    } catch (NoSuchFileException e) {
      // It was removed before.
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the ready file was not removed", e);
    }
  }

  @Override
  public void close() {
    remove();
  }
}
