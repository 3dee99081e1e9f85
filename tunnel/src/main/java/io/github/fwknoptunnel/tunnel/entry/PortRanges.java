package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.spa.net.Ports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of ports: {@code 22}, {@code 5000-5999}, or several separated by commas.
 *
 * @param ranges disjoint, the lowest first
 */
record PortRanges(List<Range> ranges) {
  private static final Pattern RANGE = Pattern.compile("(?<low>[0-9]{1,5})(-(?<high>[0-9]{1,5}))?");

  /** From {@code low} to {@code high}, both included. */
  record Range(int low, int high) {
    private boolean contains(Range other) {
      return low <= other.low && other.high <= high;
    }

    @Override
    public String toString() {
      return low == high ? "" + low : low + "-" + high;
    }
  }

  /** Reads ports; empty for what is none. */
  static Optional<PortRanges> parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int low = Integer.parseInt(matcher.group("low"));
      String end = matcher.group("high");
      int high = end == null ? low : Integer.parseInt(end);
      if (low < 1 || high > Ports.MAX || low > high) {
        return Optional.empty();
      }
      ranges.add(new Range(low, high));
    }
    return Optional.of(new PortRanges(merged(ranges)));
  }

  private static List<Range> merged(List<Range> ranges) {
    List<Range> merged = new ArrayList<>();
    for (Range next : ranges.stream().sorted(Comparator.comparingInt(Range::low)).toList()) {
      if (!merged.isEmpty() && next.low() <= merged.getLast().high() + 1) {
        Range last = merged.removeLast();
        merged.add(new Range(last.low(), Math.max(last.high(), next.high())));
      } else {
        merged.add(next);
      }
    }
    return List.copyOf(merged);
  }

  boolean contain(int port) {
    return ranges.stream().anyMatch(range -> range.contains(new Range(port, port)));
  }

  boolean containAll(PortRanges others) {
    return others.ranges.stream()
        .allMatch(other -> ranges.stream().anyMatch(range -> range.contains(other)));
  }

  @Override
  public String toString() {
    return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}
