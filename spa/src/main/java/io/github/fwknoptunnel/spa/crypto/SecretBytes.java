package io.github.fwknoptunnel.spa.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/** Key material that is copied in, compared in constant time and wiped on close. Thread-safe. */
final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  SecretBytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  /** A copy for the calling algorithm; the caller wipes it. */
  synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("the key was closed");
    }
    return bytes.clone();
  }

  boolean sameAs(SecretBytes other) {
    byte[] mine = copy();
    byte[] theirs = other.copy();
    try {
      return MessageDigest.isEqual(mine, theirs);
    } finally {
      Arrays.fill(mine, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /** What {@link EncryptionKey#looksLikeBase64} says. */
  boolean looksLikeBase64() {
    byte[] copy = copy();
    try {
      return KeyDecoding.looksLikeBase64(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }
}
