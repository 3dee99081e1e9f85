package io.github.fwknoptunnel.spa.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names or addresses of one target, in the order in which they are tried.
 *
 * @param names at least one, without duplicates
 */
public record HostList(List<String> names) {
  private static final String SEPARATOR = ",";

  public HostList {
    names = List.copyOf(names);
  }

  /** Splits a text at its commas; one without commas is a list of one. */
  public static HostList of(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(SEPARATOR, -1)) {
      if (names.stream().noneMatch(known -> isSame(known, name))) {
        names.add(name);
      }
    }
    return new HostList(names);
  }

  /** One spelling for all of a name in DNS: letter case and a final dot do not matter there. */
  public static String canonical(String name) {
    String full = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return full.toLowerCase(Locale.ROOT);
  }

  private static boolean isSame(String name, String other) {
    return canonical(name).equals(canonical(other));
  }

  /** Whether the list has this name, however it is spelled. */
  public boolean contains(String name) {
    return names.stream().anyMatch(known -> isSame(known, name));
  }
}
