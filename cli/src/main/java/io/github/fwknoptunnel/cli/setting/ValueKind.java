package io.github.fwknoptunnel.cli.setting;

import java.util.List;

/** What a shell can offer for a value. */
public sealed interface ValueKind {
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

  /** Nothing; it can hold a login or a token, which no report shows. */
  record Url() implements ValueKind {}

  /** Nothing: a number, a time, a text. */
  record Anything() implements ValueKind {}
}
