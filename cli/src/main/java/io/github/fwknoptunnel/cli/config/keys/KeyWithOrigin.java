package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.spa.rc.Located;

/**
 * A key with its source, in the words of a report. No record: its {@code toString} shows no key.
 */
final class KeyWithOrigin<K> {
  private final K key;
  private final String origin;

  KeyWithOrigin(K key, String origin) {
    this.key = key;
    this.origin = origin;
  }

  static <K> KeyWithOrigin<K> in(Located<K> line) {
    return new KeyWithOrigin<>(line.value(), line.where().toString());
  }

  K key() {
    return key;
  }

  String origin() {
    return origin;
  }
}
