package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.util.List;
import java.util.Optional;

/**
 * What a key file says: the keys, and perhaps the algorithms that belong to them. The reader closes
 * the keys.
 *
 * @param warnings about lines that were read, most likely not as they were meant
 */
public record KeySettings(
    SpaKeys keys,
    Optional<HashAlgorithm> hmacType,
    Optional<HashAlgorithm> digestType,
    Optional<CipherMode> mode,
    List<RcWarning> warnings)
    implements AutoCloseable {

  /** The algorithms that stand beside the keys, and the defaults for what does not. */
  public SpaSuite suite() {
    return new SpaSuite(
        digestType.orElse(SpaSuite.DEFAULT.digest()),
        mode.orElse(SpaSuite.DEFAULT.mode()),
        hmacType.orElse(SpaSuite.DEFAULT.hmac()));
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.close();
  }
}
