package io.github.fwknoptunnel.cli.check;

/** What a finding means. */
public enum Severity {
  /** As it should be. */
  OK('✓', '+'),
  /** A run would fail, or most likely so. */
  FAIL('✗', 'x'),
  /** Information that cannot be judged from here. */
  INFO('·', '-');

  private final char sign;
  private final char plainSign;

  Severity(char sign, char plainSign) {
    this.sign = sign;
    this.plainSign = plainSign;
  }

  /**
   * The mark at the start of a line.
   *
   * @param unicode whether the output can show more than ASCII
   */
  char sign(boolean unicode) {
    return unicode ? sign : plainSign;
  }
}
