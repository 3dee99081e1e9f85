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
  /** A multiple of what the generator draws at once. */
  private static final int PIECE = 64 * 1024;

  public byte[] bytes() {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  public String sha256() {
    MessageDigest digest = sha256Engine();
    Source source = new Source(this);
    byte[] piece = new byte[PIECE];
    for (int left = length; left > 0; left -= PIECE) {
      int count = Math.min(PIECE, left);
      source.next(piece, count);
      digest.update(piece, 0, count);
    }
    return hex(digest.digest());
  }

  /** Writes all of it in pieces of the lengths that {@code sizes} gives. */
  public Callable<Void> writing(OutputStream out, IntSupplier sizes) {
    return () -> {
      Source source = new Source(this);
      for (int left = length; left > 0; ) {
        int size = Math.min(sizes.getAsInt(), left);
        byte[] piece = new byte[size];
        source.next(piece, size);
        out.write(piece);
        left -= size;
      }
      return null;
    };
  }

  /** The bytes as they are asked for, so that a long stream needs little memory. */
  private static final class Source {
    private final SplittableRandom random;
    private final byte[] drawn = new byte[PIECE];
    private int used = PIECE;

    Source(RandomData data) {
      this.random = new SplittableRandom(data.seed());
    }

    void next(byte[] into, int count) {
      for (int done = 0; done < count; ) {
        if (used == PIECE) {
          random.nextBytes(drawn);
          used = 0;
        }
        int part = Math.min(count - done, PIECE - used);
        System.arraycopy(drawn, used, into, done, part);
        used += part;
        done += part;
      }
    }
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
