import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the pages of the project: length of lines, order of headings, links and anchors, words that do not belong into
 * text for users, in string literals of the program either, and that a test runs each block of shell. 'java
 * .ci/Markdown.java [DIRECTORY]'; status 1 with a line for each fault.
 */
final class Markdown {
  private static final int MAX_COLUMNS = 120;

  /** Written before these rules; take a page away from here when it follows them. */
  private static final Pattern OLDER = Pattern.compile("docs/PROTOCOL\\.md|docs/benchmarks/.*");

  private static final Pattern DIALECT =
      Pattern.compile(
          "\\b(doors?|whoever|nobody|somebody|patience|hollow|vigil)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SKIPPED = Pattern.compile("(.*/)?(target|node_modules|\\.[^/]+)/.*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(#+) (.*)");
  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n]*|\"{3}.*?\"{3}|\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");

  private final Path root;
  private final List<String> faults = new ArrayList<>();

  private Markdown(Path root) {
    this.root = root;
  }

  public static void main(String[] arguments) throws IOException {
    Markdown check = new Markdown(Path.of(arguments.length > 0 ? arguments[0] : "."));
    check.all();
    check.faults.forEach(System.err::println);
    System.exit(check.faults.isEmpty() ? 0 : 1);
  }

  private void all() throws IOException {
    List<String> pages = pages();
    if (pages.size() < 10) {
      throw new IOException("no pages in " + root.toAbsolutePath());
    }
    for (String page : pages) {
      page(page);
    }
    texts();
    everyPageIsInTheIndex(pages);
    aTestRunsTheBlocks(pages);
  }

  private List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".md") && !SKIPPED.matcher(file).matches())
          .sorted()
          .toList();
    }
  }

  private void page(String page) throws IOException {
    List<String> lines = Files.readAllLines(root.resolve(page));
    boolean older = OLDER.matcher(page).matches();
    boolean code = false;
    int level = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = page + ":" + (i + 1) + ": ";
      if (line.stripLeading().startsWith("```")) {
        code = !code;
        if (line.equals("```sh") && (i == 0 || !lines.get(i - 1).startsWith("<!-- test: "))) {
          faults.add(where + "no '<!-- test: … -->' before this block");
        }
      }
      boolean heading = !code && HEADING.matcher(line).matches();
      boolean wraps = !older && !heading && !line.startsWith("|");
      if (wraps && line.codePointCount(0, line.length()) > MAX_COLUMNS) {
        faults.add(where + "longer than " + MAX_COLUMNS + " columns");
      }
      if (code) {
        continue;
      }
      if (heading) {
        level = level(where, line, level, i);
      }
      links(where, page, line);
      if (!older) {
        words(where, line);
      }
    }
  }

  private int level(String where, String line, int before, int index) {
    int level = line.indexOf(' ');
    if (index == 0 ? level != 1 : level == 1) {
      faults.add(where + "a page has one heading of level 1, on its first line");
    } else if (level > before + 1) {
      faults.add(where + "heading of level " + level + " under one of level " + before);
    }
    return level;
  }

  private void words(String where, String line) {
    DIALECT
        .matcher(CODE_SPAN.matcher(line).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .forEach(word -> faults.add(where + "'" + word + "': name the subject, in plain words"));
  }

  /** Comments and literals of the sources. */
  private void texts() throws IOException {
    for (String module : List.of("spa", "tunnel", "cli", "examples")) {
      Path sources = root.resolve(module).resolve("src/main/java");
      if (!Files.exists(sources)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
          COMMENT_OR_LITERAL
              .matcher(read(file))
              .results()
              .map(MatchResult::group)
              .forEach(text -> words(file.getFileName() + ": ", text));
        }
      }
    }
  }

  private void links(String where, String page, String line) throws IOException {
    List<String> links =
        LINK.matcher(CODE_SPAN.matcher(line).replaceAll("code"))
            .results()
            .map(match -> match.group(1))
            .filter(link -> !link.matches("[a-z]+:.*"))
            .toList();
    for (String link : links) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty()
              ? root.resolve(page)
              : root.resolve(page).resolveSibling(parts[0]).normalize();
      if (!Files.exists(target)) {
        faults.add(where + "no such file: " + link);
      } else if (parts.length == 2 && !anchors(target).contains(parts[1])) {
        faults.add(where + "no such heading: " + link);
      }
    }
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    boolean code = false;
    for (String line : Files.readAllLines(page)) {
      code ^= line.stripLeading().startsWith("```");
      var heading = HEADING.matcher(line);
      if (!code && heading.matches()) {
        String plain = heading.group(2).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
        String slug =
            plain.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
        String anchor = slug;
        for (int i = 1; !anchors.add(anchor); i++) {
          anchor = slug + "-" + i;
        }
      }
    }
    return anchors;
  }

  private void everyPageIsInTheIndex(List<String> pages) throws IOException {
    String index = Files.readString(root.resolve("docs/README.md"));
    for (String page : pages) {
      String name = page.replace("docs/", "");
      boolean listed = name.equals("README.md") || index.contains("](" + name + ")");
      if (page.matches("docs/[^/]+") && !listed) {
        faults.add(page + ": docs/README.md has no link to it");
      }
    }
  }

  /** By the name of the page in the tests that run documents. */
  private void aTestRunsTheBlocks(List<String> pages) throws IOException {
    String tests;
    try (Stream<Path> files = Files.walk(root.resolve("fwknop-compat-tests/src/test/java"))) {
      tests = files.filter(Files::isRegularFile).map(Markdown::read).collect(Collectors.joining());
    }
    for (String page : pages) {
      String name = page.substring(page.lastIndexOf('/') + 1).replace(".md", "");
      boolean run = tests.contains("\"" + name + "\"") || tests.contains(name + ".md");
      if (read(root.resolve(page)).contains("\n```sh\n") && !run) {
        faults.add(page + ": no test runs its blocks of shell");
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
