package io.github.fwknoptunnel.examples.settings;

import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.OtherOwnerException;
import io.github.fwknoptunnel.spa.rc.RcEntry;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.StanzaEditor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a stanza with the keys of a key file and further settings. Keys that it had are kept, with
 * a hint, unless {@code --replace} comes first: {@code EditStanza [--replace] RC-FILE STANZA
 * KEY-FILE NAME=VALUE...}.
 */
public final class EditStanza {
  private EditStanza() {}

  public static void main(String[] args) {
    boolean replace = args[0].equals("--replace");
    var operands = List.of(args).subList(replace ? 1 : 0, args.length);
    var file = Path.of(operands.get(0));
    try {
      List<RcEntry> entries = new ArrayList<>(KeyFile.entries(Path.of(operands.get(2))));
      operands.subList(3, operands.size()).forEach(text -> entries.add(entry(text)));
      var edit = StanzaEditor.of(file, operands.get(1), entries);
      var kept = edit.overwritable();
      if (replace) {
        edit = edit.overwriting(kept.keySet());
      } else {
        kept.forEach((name, place) -> System.out.println("kept " + name + " of " + place));
      }
      edit.save();
    } catch (RcException e) {
      System.err.println(sentence(e));
      System.exit(1);
    }
  }

  private static RcEntry entry(String text) {
    String[] parts = text.split("=", 2);
    RcVariable<?> variable =
        RcVariable.named(parts[0])
            .orElseThrow(() -> new IllegalArgumentException("no setting: " + parts[0]));
    return new RcEntry(variable, parts[1]);
  }

  private static String sentence(RcException e) {
    if (e.getCause() instanceof OtherOwnerException other) {
      return e.location() + " belongs to " + other.owner();
    }
    return switch (e.reason()) {
      case NOT_SAVABLE, BAD_VALUE -> e.location() + " cannot have this value";
      case BAD_STANZA_NAME -> "a stanza cannot have this name";
      default -> String.valueOf(e.getMessage());
    };
  }
}
