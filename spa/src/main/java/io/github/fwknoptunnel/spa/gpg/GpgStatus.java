package io.github.fwknoptunnel.spa.gpg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The report of a run of gpg: its status lines {@code [GNUPG:] KEYWORD ARGUMENTS} (GnuPG,
 * doc/DETAILS), and the last of its lines for people.
 *
 * @param lastStderrLine in the user's language
 */
record GpgStatus(List<Report> reports, String lastStderrLine) {
  private static final String MARK = "[GNUPG:] ";

  /** The lower 16 bits; the upper bits name the part of GnuPG that failed (libgpg-error). */
  private static final int CODE_BITS = 0xffff;

  /** One line for programs. */
  record Report(String keyword, List<String> arguments) {}

  static GpgStatus parse(byte[] bytes) {
    List<Report> reports = new ArrayList<>();
    String lastStderrLine = "";
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(MARK)) {
        List<String> words = Arrays.asList(line.substring(MARK.length()).split(" ", -1));
        reports.add(new Report(words.getFirst(), words.subList(1, words.size())));
      } else {
        lastStderrLine = line;
      }
    }
    return new GpgStatus(List.copyOf(reports), lastStderrLine);
  }

  boolean has(String keyword) {
    return first(keyword).isPresent();
  }

  /** The first line with this keyword. */
  Optional<Report> first(String keyword) {
    return reports.stream().filter(report -> keyword.equals(report.keyword())).findFirst();
  }

  /**
   * The error code of a failure, 0 if none was reported. {@code FAILURE} applies to the whole run,
   * {@code ERROR} of a step of it.
   */
  int errorCode() {
    return first("FAILURE")
        .or(() -> first("ERROR"))
        .map(Report::arguments)
        .filter(arguments -> arguments.size() >= 2 && arguments.get(1).matches("[0-9]{1,18}"))
        .map(arguments -> (int) (Long.parseLong(arguments.get(1)) & CODE_BITS))
        .orElse(0);
  }
}
