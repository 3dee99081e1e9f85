package io.github.fwknoptunnel.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes all pages of the manual into a directory, for packages. */
public final class ManPages {
  private ManPages() {}

  /** Takes the directory, the program's version, and the date of the pages. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    for (ManPage page : ManPage.all()) {
      Files.writeString(directory.resolve(page.fileName()), page.text(arguments[1], arguments[2]));
    }
  }
}
