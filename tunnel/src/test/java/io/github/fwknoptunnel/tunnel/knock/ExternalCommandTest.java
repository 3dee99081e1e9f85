package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ExternalCommandTest {
  @TempDir Path directory;

  @Test
  void anExistingFileIsTheWholeCommand() throws Exception {
    Path file = Files.createFile(directory.resolve("knock it now.sh"));
    assertEquals(List.of(file.toString()), ExternalCommand.parse(file.toString()).words());
  }

  @Test
  void anyOtherTextIsSplit() {
    String text = directory.resolve("knock") + " 'it now'";
    ExternalCommand command = ExternalCommand.parse(text);
    assertEquals(List.of(directory.resolve("knock").toString(), "it now"), command.words());
    assertEquals(text, command.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "'knock", "knock\0"})
  void textWithoutACommandIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ExternalCommand.parse(text));
  }

  @Test
  void whatCannotBeStartedIsKnownBeforehand() throws Exception {
    Path plain = Files.createFile(directory.resolve("plain"));
    assertEquals(Optional.of("not executable"), fault(plain.toString()));
    assertEquals(Optional.of("a directory"), fault(directory.toString()));
    assertEquals(Optional.of("no such file"), fault(directory.resolve("none") + " host"));
    assertEquals(Optional.of("not found on the PATH"), fault("no-such-program-anywhere host"));
  }

  @Test
  void aFileOfTheWorkingDirectoryIsNamedAsItHasToBeWritten() {
    assertEquals(
        Optional.of("not found on the PATH; the file here is ./pom.xml"), fault("pom.xml host"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/no/such/shell\n", "#! /no/such/shell -e\n", "#!/no/such/shell"})
  void aScriptWithoutItsInterpreterIsKnownBeforehand(String head) throws Exception {
    Path script = Files.writeString(directory.resolve("script"), head);
    assertTrue(script.toFile().setExecutable(true));
    assertEquals(
        Optional.of("its interpreter /no/such/shell is not there"), fault(script.toString()));
  }

  @Test
  void whatCanBeStartedHasNoFault() throws Exception {
    Path script = Files.createFile(directory.resolve("script"));
    assertTrue(script.toFile().setExecutable(true));
    assertEquals(Optional.empty(), fault(script.toString()));
    Files.writeString(script, "#!/bin/sh\nexit 0\n");
    assertEquals(Optional.empty(), fault(script.toString()));
    assertEquals(Optional.empty(), fault("sh -c true"));
  }

  private static Optional<String> fault(String text) {
    return ExternalCommand.parse(text).validate();
  }
}
