package io.github.fwknoptunnel.cli.shell;

/** Scripts that complete command lines in a shell. */
public enum Completion {
  BASH,
  ZSH;

  /** The script, to source or to install where the shell loads completions. */
  public String script() {
    return switch (this) {
      case BASH -> BashCompletion.script();
      case ZSH -> ZshCompletion.script();
    };
  }
}
