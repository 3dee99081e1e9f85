package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;

/**
 * Random bytes that a seed tells again.
 *
 * @param seed stands in the test's name
 */
public record RandomData(long seed, int length) {
  public byte[] bytes() {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  public String sha256() {
    return hex(sha256Engine().digest(bytes()));
  }

  /** Writes all of it in pieces of the lengths that {@code sizes} gives. */
  public Callable<Void> writing(OutputStream out, IntSupplier sizes) {
    return () -> {
      byte[] bytes = bytes();
      for (int at = 0; at < length; ) {
        int size = Math.min(sizes.getAsInt(), length - at);
        out.write(bytes, at, size);
        at += size;
      }
      return null;
    };
  }

  /** The digest of the next {@code length} bytes, or of all before if the stream ends early. */
  public Callable<String> reading(InputStream in) {
    return () -> sha256(in, length);
  }

  private static String sha256(InputStream in, int length) throws IOException {
    MessageDigest digest = sha256Engine();
    byte[] buffer = new byte[64 * 1024];
    for (int left = length; left > 0; ) {
      int count = in.read(buffer, 0, Math.min(buffer.length, left));
      if (count < 0) {
        return "ended " + left + " bytes too early";
      }
      digest.update(buffer, 0, count);
      left -= count;
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256Engine() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
