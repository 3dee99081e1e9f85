package io.github.fwknoptunnel.spa.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the overflow UID, which the kernel shows for every user who has no UID in this process's
 * user namespace (user_namespaces(7)). It identifies no user.
 */
public final class UnmappedUsers {
  private static final Path MAP = Path.of("/proc/self/uid_map");
  private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");

  /** All users under their own numbers, as in the initial namespace. */
  private static final String IDENTITY = "0 0 4294967295";

  /** As the kernel has it unless it was changed. */
  private static final String DEFAULT = "65534";

  private static final int MAX_BYTES = 64;

  private UnmappedUsers() {}

  /** Their number; empty where all users are mapped, or the kernel has no user namespaces. */
  public static Optional<String> uid() throws IOException {
    return uid(MAP, OVERFLOW);
  }

  static Optional<String> uid(Path map, Path overflow) throws IOException {
    if (!Files.exists(map)
        || IDENTITY.equals(Files.readString(map).strip().replaceAll("\\s+", " "))) {
      return Optional.empty();
    }
    return Optional.of(Files.exists(overflow) ? number(overflow) : DEFAULT);
  }

  /** The kernel hands out such a file in one read only; Files.readString begins with one byte. */
  private static String number(Path file) throws IOException {
    byte[] text = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      int length = in.read(text);
      return new String(text, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip();
    }
  }
}
