package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.CodecPolicy;
import org.bouncycastle.crypto.Digest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The public types of the libraries have complete Javadoc. */
@Timeout(300)
class JavadocTest {
  private static final List<String> MODULES = List.of("spa", "tunnel");

  @TempDir Path directory;

  @Test
  void javadocOfTheLibrariesHasNoWarning() throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("-quiet", "-protected", "-Xdoclint:all", "-Xmaxwarns", "100", "-Werror"));
    arguments.addAll(List.of("--release", "21", "-d", directory.resolve("pages").toString()));
    arguments.addAll(List.of("--module-path", dependencies()));
    for (String module : MODULES) {
      arguments.addAll(
          List.of("--module-source-path", moduleName(module) + "=../" + module + "/src/main/java"));
    }
    arguments.addAll(
        List.of(
            "--module",
            MODULES.stream().map(JavadocTest::moduleName).collect(Collectors.joining(","))));
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int status =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    writer.flush();
    assertEquals("", output.toString());
    assertEquals(0, status);
    assertTrue(Files.exists(directory.resolve("pages").resolve(moduleName("tunnel"))));
  }

  private static String moduleName(String module) {
    return "io.github.fwknoptunnel." + module;
  }

  /** Only what the two modules require: other jars of the class path share packages. */
  private static String dependencies() {
    return Stream.of(Digest.class, CodecPolicy.class, NullMarked.class)
        .map(JavadocTest::jarOf)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
