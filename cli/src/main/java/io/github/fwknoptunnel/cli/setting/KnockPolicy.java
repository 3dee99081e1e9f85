package io.github.fwknoptunnel.cli.setting;

/** When connections share a knock. */
public enum KnockPolicy {
  EACH,
  SHARED
}
