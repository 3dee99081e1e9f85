package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.util.List;
import java.util.Optional;

/**
 * The content of a key file: the keys, and the algorithms that it names. The caller that read the
 * file closes this record, which wipes the keys.
 *
 * @param keys owned by this record
 * @param hmacType algorithm of the HMAC; absent if the file names none
 * @param digestType algorithm of the digest; absent if the file names none
 * @param mode of AES; absent if the file names none
 * @param warnings about lines that probably have another effect than their author intended
 */
public record KeySettings(
    SpaKeys keys,
    Optional<HashAlgorithm> hmacType,
    Optional<HashAlgorithm> digestType,
    Optional<CipherMode> mode,
    List<RcWarning> warnings)
    implements AutoCloseable {

  /** {@return the algorithms that the key file names, and the defaults for the others} */
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
