package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.process.ChildOutput;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the names and UIDs of this machine's users. The JDK prefers a name to a UID of the same
 * digits, and shows no UIDs.
 */
final class Accounts {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final Pattern UID = Pattern.compile("\\d{1,10}");
  private static final Pattern EFFECTIVE = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(?<uid>\\d+)");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMillis(50);

  private Accounts() {}

  /** The number of an account: of the local file, or else of what {@code id} finds elsewhere. */
  static Optional<String> uidOf(String name) throws IOException {
    Optional<String> local = field(0, name, 2);
    return local.isPresent() ? local : askId(name);
  }

  /** A name of a number, in the local file. */
  static Optional<String> nameOf(String uid) throws IOException {
    return field(2, uid, 0);
  }

  /** The effective user of this process. */
  static String ownUid() throws IOException {
    Matcher line = EFFECTIVE.matcher(Files.readString(Path.of("/proc/self/status")));
    if (!line.find()) {
      throw new IOException("no Uid in /proc/self/status");
    }
    return line.group("uid");
  }

  private static Optional<String> field(int known, String value, int wanted) throws IOException {
    if (!Files.exists(PASSWD)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(PASSWD, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[known].equals(value))
          .map(fields -> fields[wanted])
          .findFirst();
    }
  }

  private static Optional<String> askId(String name) throws IOException {
    Process id =
        ChildProcesses.start(
            new ProcessBuilder(List.of("id", "-u", "--", name))
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      boolean ended =
          new ChildOutput(id, id.getInputStream(), (bytes, n) -> output.write(bytes, 0, n))
              .copy(LIMIT, QUIET);
      String uid = output.toString(StandardCharsets.US_ASCII).strip();
      return ended && id.exitValue() == 0 && UID.matcher(uid).matches()
          ? Optional.of(uid)
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      ChildProcesses.killTree(id);
    }
  }
}
