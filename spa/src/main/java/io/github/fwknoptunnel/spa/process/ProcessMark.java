package io.github.fwknoptunnel.spa.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A random variable in the environment of a process, which its descendants inherit. It finds those
 * that detached themselves and whose parents have ended. On Linux only; a process that clears its
 * environment, or belongs to another user, is not found.
 */
public final class ProcessMark {
  private static final String NAME = "FWKNOP_TUNNEL_RUN";
  private static final Path PROCESSES = Path.of("/proc");
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  /** A mark that no other process has. */
  public ProcessMark() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    value = HexFormat.of().formatHex(random);
  }

  /** Marks what {@code builder} starts. */
  public void put(ProcessBuilder builder) {
    builder.environment().put(NAME, value);
  }

  /** The processes that have it now. */
  public List<ProcessHandle> processes() {
    try (Stream<Path> directories = Files.list(PROCESSES)) {
      return directories
          .map(directory -> String.valueOf(directory.getFileName()))
          .filter(name -> name.chars().allMatch(Character::isDigit))
          // Before its environment is read: a later process of the same number is another one.
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .filter(process -> isIn(process.pid()))
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of(); // No such directory, or no free descriptor.
    }
  }

  private boolean isIn(long pid) {
    try {
      Path environment = PROCESSES.resolve(Long.toString(pid)).resolve("environ");
      String variables = Files.readString(environment, StandardCharsets.ISO_8859_1);
      return ("\0" + variables).contains("\0" + NAME + "=" + value + "\0");
    } catch (IOException e) {
      return false; // It has ended, or is another user's.
    }
  }
}
