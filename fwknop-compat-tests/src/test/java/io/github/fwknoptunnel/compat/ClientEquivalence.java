package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.tunnel.process.ShellTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Command lines with their rc files, from {@code side-by-side.txt}, whose head explains its format.
 */
record ClientEquivalence(Map<String, List<String>> files, List<Case> cases) {
  private static final Path SOURCE = Path.of("src/test/resources/side-by-side.txt");

  /**
   * One command line.
   *
   * @param line where it stands
   * @param rc the rc file's name, {@code -} for none
   * @param stdin lines of it
   * @param differences notes on what is not the same on purpose
   */
  record Case(int line, String rc, String words, List<String> stdin, List<String> differences) {
    /** The options for either program, with the files in {@code directory}. */
    List<String> options(String directory) {
      List<String> rcWords =
          rc.equals("-") ? List.of("--no-rc-file") : List.of("--rc-file", directory + "/" + rc);
      Stream<String> own = ShellTokenizer.split(words.replace("DIR", directory)).stream();
      return Stream.concat(rcWords.stream(), own).toList();
    }

    boolean differsIn(String what) {
      return differences.stream().anyMatch(note -> note.startsWith(what + ": "));
    }

    @Override
    public String toString() {
      return "line " + line + ": " + rc + " | " + words;
    }
  }

  static ClientEquivalence read() throws IOException {
    ClientEquivalence all = new ClientEquivalence(new LinkedHashMap<>(), new ArrayList<>());
    List<String> lines = Files.readAllLines(SOURCE);
    int first = lines.indexOf("-- home --");
    for (int i = first; i < lines.size(); i++) {
      i = all.take(lines, i);
    }
    return all;
  }

  /** Takes what begins at one line, and gives the last line of it. */
  private int take(List<String> lines, int at) {
    String line = lines.get(at);
    if (line.startsWith("-- ")) {
      int end = at + lines.subList(at, lines.size()).indexOf("");
      files.put(line.split(" ")[1], lines.subList(at + 1, end));
      return end;
    }
    if (line.startsWith("$ ")) {
      String[] words = line.split(" ", 3);
      cases.add(new Case(at + 1, words[1], words[2], new ArrayList<>(), new ArrayList<>()));
    } else if (line.startsWith("< ")) {
      cases.getLast().stdin().add(line.substring(2));
    } else if (line.startsWith("~ ")) {
      cases.getLast().differences().add(line.substring(2));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      throw new AssertionError("line " + (at + 1) + " of " + SOURCE + ": " + line);
    }
    return at;
  }

  /** The text of a file whose neighbours are in {@code directory}. */
  String text(String file, String directory) {
    return String.join("\n", files.get(file)).replace("DIR", directory) + "\n";
  }
}
