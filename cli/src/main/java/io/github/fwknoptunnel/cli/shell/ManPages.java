package io.github.fwknoptunnel.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes all pages of the manual into a directory, for packages. */
public final class ManPages {
  private ManPages() {}

  /** Takes the directory and the program's version. */
  public static void main(String[] directoryAndVersion) throws IOException {
    Path directory = Files.createDirectories(Path.of(directoryAndVersion[0]));
    for (ManPage page : ManPage.all()) {
      Files.writeString(directory.resolve(page.fileName()), page.text(directoryAndVersion[1]));
    }
  }
}
