package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** All messages stand side by side in {@code messages.txt}, where they are read as a whole. */
class MessageTableTest {
  private static final Path TABLE = Path.of("src/test/resources/messages.txt");

  /** The sources are read, so that a message that no test provokes is in the table too. */
  @Test
  void theTableHasEveryMessageOfTheSources() throws Exception {
    String table = MessageTable.text();
    Path made = Files.writeString(Path.of("target/messages.txt"), table);
    assertEquals(
        Files.readString(TABLE), table, "read the new messages, then copy cli/" + made + " there");
  }
}
