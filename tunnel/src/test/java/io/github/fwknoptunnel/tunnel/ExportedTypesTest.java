package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program can use of this module, by name: whoever adds a type here means to keep it. */
class ExportedTypesTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final int MAX_TYPES = 25;
  private static final Path LIST = Path.of("src/test/resources/exported-types.txt");

  @Test
  void theExportedTypesAreThoseOfTheList() throws Exception {
    assertEquals(String.join("\n", Files.readAllLines(LIST)), String.join("\n", exported()));
  }

  /** Not counting those inside others, which are known by the type around them. */
  @Test
  void thereAreFewOfThem() throws Exception {
    List<String> outer =
        exported().stream().filter(name -> !name.matches(".*\\.[A-Z].*\\.[A-Z].*")).toList();
    assertTrue(outer.size() <= MAX_TYPES, outer::toString);
  }

  private static List<String> exported() throws Exception {
    ModuleDescriptor module = ModuleFinder.of(CLASSES).findAll().iterator().next().descriptor();
    TreeSet<String> names = new TreeSet<>();
    for (ModuleDescriptor.Exports exports : module.exports()) {
      if (exports.isQualified()) {
        continue;
      }
      for (String name : classes(exports.source())) {
        if (isPublic(Class.forName(name, false, ExportedTypesTest.class.getClassLoader()))) {
          names.add(name.replace("io.github.fwknoptunnel.", "").replace('$', '.'));
        }
      }
    }
    return new ArrayList<>(names);
  }

  private static List<String> classes(String name) throws IOException {
    try (Stream<Path> files = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
          .map(file -> name + "." + file.replace(".class", ""))
          .toList();
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnonymousClass()
        && (around == null || isPublic(around));
  }
}
