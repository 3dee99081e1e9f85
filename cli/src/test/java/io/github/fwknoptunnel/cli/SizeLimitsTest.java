package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The ceilings that keep the code readable, measured on the main sources of every module. */
class SizeLimitsTest {
  private static final int FILE_LINES = 300;
  private static final int METHOD_LINES = 40;
  private static final int PARAMETERS = 5;

  @Test
  void everyFileMethodAndParameterListIsShort() throws IOException {
    List<Path> sources = mainSources(Path.of("..").toRealPath());
    assertFalse(sources.isEmpty(), "found no sources: the working directory must be a module");
    assertEquals("", String.join("\n", offences(sources)));
  }

  private static List<Path> mainSources(Path project) throws IOException {
    try (Stream<Path> modules = Files.list(project)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(SizeLimitsTest::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> offences(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
      var ruler = new Ruler(Trees.instance(task).getSourcePositions());
      for (CompilationUnitTree unit : task.parse()) {
        ruler.measure(unit);
      }
      return ruler.offences;
    }
  }

  /** Walks the syntax tree of one file after another and notes what is too long. */
  private static final class Ruler extends TreePathScanner<Void, CompilationUnitTree> {
    private final SourcePositions positions;
    private final List<String> offences = new ArrayList<>();

    Ruler(SourcePositions positions) {
      this.positions = positions;
    }

    void measure(CompilationUnitTree unit) throws IOException {
      long lines = unit.getSourceFile().getCharContent(true).toString().lines().count();
      check(nameOf(unit), "lines", lines, FILE_LINES);
      scan(unit, unit);
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      long first = lineOf(unit, positions.getStartPosition(unit, method));
      long last = lineOf(unit, positions.getEndPosition(unit, method));
      String where = nameOf(unit) + ":" + first + " " + method.getName();
      check(where, "lines", last - first + 1, METHOD_LINES);
      if (!isRecordConstructor(method)) {
        check(where, "parameters", method.getParameters().size(), PARAMETERS);
      }
      return super.visitMethod(method, unit);
    }

    private boolean isRecordConstructor(MethodTree method) {
      Tree owner = getCurrentPath().getParentPath().getLeaf();
      return owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    }

    private void check(String where, String what, long measured, int ceiling) {
      if (measured > ceiling) {
        offences.add("%s has %d %s, allowed are %d".formatted(where, measured, what, ceiling));
      }
    }

    private static String nameOf(CompilationUnitTree unit) {
      return Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    }

    private static long lineOf(CompilationUnitTree unit, long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
