package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.spa.rc.Located;

/**
 * A key with its source, in the words of a report. No record: its {@code toString} shows no key.
 */
final class Found<K> {
  private final K key;
  private final String origin;

  Found(K key, String origin) {
    this.key = key;
    this.origin = origin;
  }

  static <K> Found<K> in(Located<K> line) {
    return new Found<>(line.value(), line.where().toString());
  }

  K key() {
    return key;
  }

  String origin() {
    return origin;
  }
}
