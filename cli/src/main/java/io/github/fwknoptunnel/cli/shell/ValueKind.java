package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a shell can offer for the value of an option. */
sealed interface ValueKind {
  /** Names of files. */
  record File() implements ValueKind {}

  /** Names of directories. */
  record Directory() implements ValueKind {}

  /** Hosts that the shell knows. */
  record Host() implements ValueKind {}

  /** Programs. */
  record Program() implements ValueKind {}

  /** Stanzas of the rc file. */
  record Stanza() implements ValueKind {}

  /** These words. */
  record Words(List<String> words) implements ValueKind {}

  /** Nothing: a number, a time, a text. */
  record Anything() implements ValueKind {}

  /** By the label that the help shows, so that nothing has to be said twice. */
  static ValueKind of(OptionDescriptor option) {
    String label = option.label().orElse("");
    return switch (label) {
      case "FILE", "PATH" -> new File();
      case "DIRECTORY", "DIR" -> new Directory();
      case "HOST", "ADDRESS" -> new Host();
      case "COMMAND" -> new Program();
      case "STANZA" -> new Stanza();
      case "HASH" -> words(HashAlgorithm.values());
      case "MODE" -> words(modes());
      default -> label.contains("|") ? new Words(List.of(label.split("\\|"))) : new Anything();
    };
  }

  /** The possible operands; none if any is possible. */
  static List<String> operands(CommandDescriptor command) {
    return command
        .operand()
        .filter(label -> label.contains("|"))
        .map(label -> List.of(label.split("\\|")))
        .orElse(List.of());
  }

  private static Object[] modes() {
    return Stream.concat(
            Arrays.stream(CipherMode.values()), Stream.of(new EncryptionMode.Asymmetric()))
        .toArray();
  }

  private static Words words(Object[] values) {
    return new Words(Arrays.stream(values).map(Object::toString).toList());
  }
}
