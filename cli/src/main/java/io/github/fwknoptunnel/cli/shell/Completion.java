package io.github.fwknoptunnel.cli.shell;

/** Scripts that complete command lines in a shell. */
public enum Completion {
  BASH,
  ZSH;

  /** The script, to be sourced or to be put where the shell looks for such. */
  public String script() {
    return switch (this) {
      case BASH -> BashCompletion.script();
      case ZSH -> ZshCompletion.script();
    };
  }
}
