package io.github.fwknoptunnel.spa.rc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites one stanza within the lines of its file.
 *
 * <p>All other stanzas, headers, blank lines, comments on their own lines, and lines whose value
 * does not change keep every byte. A line whose value changes keeps its place. Its comment stays
 * too if a blank separates it from the value; otherwise it may be the rest of a key. All other
 * settings are removed. New lines follow the last setting, and so precede comments that probably
 * belong to the next stanza. If the stanza occurs twice, the first part gets the settings and the
 * others lose theirs.
 */
final class StanzaRewriter {
  private static final Pattern COMMENT =
      Pattern.compile(
          "\\s*+\\S++\\s++[^ \\t;#\\r\\n]++(?<comment>[ \\t]+[;#].*?)?(?<end>\\r?)",
          Pattern.DOTALL);

  /**
   * A line that is neither header nor comment, in a part of the stanza, from 1; it may be
   * unreadable.
   */
  private record BodyLine(RcLine line, int part, Optional<RcAssignment> setting) {
    Optional<RcVariable<?>> variable() {
      return setting.flatMap(read -> RcVariable.named(read.name()));
    }

    boolean says(RcEntry entry) {
      return variable().equals(Optional.of(entry.variable()))
          && setting.map(RcAssignment::value).equals(Optional.of(entry.value()));
    }
  }

  private final RcText text;
  private final StanzaName stanza;
  private final List<BodyLine> body = new ArrayList<>();

  /** The last line of the first part that is no comment; absent if there is no such stanza. */
  private Optional<RcLine> last = Optional.empty();

  StanzaRewriter(RcText text, StanzaName stanza) {
    this.text = text;
    this.stanza = stanza;
    int part = 0;
    Optional<String> current = Optional.empty();
    for (RcLine line : text.lines()) {
      Optional<String> header = line.header();
      if (header.isPresent()) {
        current = header.filter(stanza::matches);
        part += current.isPresent() ? 1 : 0;
      } else if (current.isPresent() && !line.isIgnored()) {
        body.add(new BodyLine(line, part, readable(line, current)));
      }
      if (current.isPresent() && part == 1 && !line.isIgnored()) {
        last = Optional.of(line);
      }
    }
  }

  private Optional<RcAssignment> readable(RcLine line, Optional<String> header) {
    try {
      return Optional.of(text.setting(line, header));
    } catch (RcException e) {
      // It is about to go, so what is wrong with it does not matter.
      return Optional.empty();
    }
  }

  /** The lines that set something, in file order. */
  List<RcAssignment> settings() {
    return body.stream().flatMap(line -> line.setting().stream()).toList();
  }

  /** The whole file with the new settings, and the old lines of the {@code kept} variables. */
  String withSettings(List<RcEntry> entries, Set<RcVariable<?>> kept) {
    List<RcEntry> remaining = new ArrayList<>(entries);
    Map<RcLine, Optional<String>> changes = new HashMap<>();
    for (BodyLine line : body) {
      if (line.variable().filter(kept::contains).isEmpty()) {
        changes.put(line.line(), successor(line, remaining).map(entry -> changed(line, entry)));
      }
    }
    return rendered(changes, remaining);
  }

  /** Takes the entry that replaces {@code line}, if there is one. */
  private static Optional<RcEntry> successor(BodyLine line, List<RcEntry> remaining) {
    Optional<RcEntry> entry =
        remaining.stream()
            .filter(e -> line.part() == 1 && line.variable().equals(Optional.of(e.variable())))
            .findFirst();
    entry.ifPresent(remaining::remove);
    return entry;
  }

  private String changed(BodyLine old, RcEntry entry) {
    Matcher matcher = COMMENT.matcher(old.line().text());
    if (old.says(entry) || !matcher.matches()) {
      return old.says(entry) ? old.line().text() : entry.line();
    }
    String comment = Optional.ofNullable(matcher.group("comment")).orElse("");
    String line = entry.line() + comment + matcher.group("end");
    boolean fits = line.getBytes(text.charset()).length <= RcAssignment.MAX_LINE;
    return fits ? line : entry.line() + matcher.group("end");
  }

  private String rendered(Map<RcLine, Optional<String>> changes, List<RcEntry> remaining) {
    StringBuilder out = new StringBuilder(text.mark());
    for (RcLine line : text.lines()) {
      changes
          .getOrDefault(line, Optional.of(line.text()))
          .ifPresent(now -> out.append(now).append(line.end()));
      if (last.equals(Optional.of(line))) {
        append(out, remaining);
      }
    }
    if (last.isEmpty()) {
      startStanza(out);
      append(out, remaining);
    }
    return out.toString();
  }

  private void startStanza(StringBuilder out) {
    finishLine(out);
    if (!text.lines().isEmpty() && !text.lines().getLast().text().isBlank()) {
      out.append(lineEnd());
    }
    out.append('[').append(stanza.name()).append(']').append(lineEnd());
  }

  private void append(StringBuilder out, List<RcEntry> entries) {
    for (RcEntry entry : entries) {
      finishLine(out);
      out.append(entry.line()).append(lineEnd());
    }
  }

  private void finishLine(StringBuilder out) {
    if (out.length() > text.mark().length() && out.charAt(out.length() - 1) != '\n') {
      out.append(lineEnd());
    }
  }

  /** As the file has it. */
  private String lineEnd() {
    boolean dos = !text.lines().isEmpty() && text.lines().getFirst().text().endsWith("\r");
    return dos ? "\r\n" : "\n";
  }
}
