package io.github.fwknoptunnel.examples;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each exported type of the libraries is named in the code of an example. */
@Timeout(180)
class PublicTypesTest {
  private static final String BASE = "io.github.fwknoptunnel.";

  @Test
  void eachExportedTypeIsUsedInAnExample() throws IOException {
    Set<String> missing = exported();
    missing.removeAll(named());
    assertEquals("", String.join("\n", missing));
  }

  /** The lists that the tests of both libraries keep, in their test-jars. */
  private static Set<String> exported() throws IOException {
    Set<String> types = new TreeSet<>();
    for (URL list : Collections.list(classLoader().getResources("exported-types.txt"))) {
      try (var lines = list.openStream()) {
        types.addAll(new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    String modules =
        types.stream().map(type -> type.split("\\.")[0]).distinct().collect(joining(" "));
    assertEquals("spa tunnel", modules, "lists on the class path");
    return types;
  }

  private static ClassLoader classLoader() {
    return PublicTypesTest.class.getClassLoader();
  }

  private static Set<String> named() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
      var units = files.getJavaFileObjectsFromPaths(sources());
      var task = (JavacTask) compiler.getTask(null, files, null, options, null, units);
      var names = new Names(Trees.instance(task));
      Iterable<? extends CompilationUnitTree> parsed = task.parse();
      task.analyze();
      names.scan(parsed, null);
      return names.found;
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = new ArrayList<>(files.filter(PublicTypesTest::isSource).toList());
      sources.sort(null);
      return sources;
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java");
  }

  /** Collects what names stand for, as the compiler sees it. */
  private static final class Names extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final Set<String> found = new TreeSet<>();

    Names(Trees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitImport(ImportTree node, Void nothing) {
      return null; // An import is not a use.
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void nothing) {
      note();
      return super.visitIdentifier(node, nothing);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree node, Void nothing) {
      note();
      return super.visitMemberSelect(node, nothing);
    }

    private void note() {
      Element element = trees.getElement(getCurrentPath());
      if (element instanceof TypeElement type) {
        found.add(type.getQualifiedName().toString().replace(BASE, ""));
      }
    }
  }
}
