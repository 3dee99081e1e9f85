package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.util.Optional;

/** A place that may have keys. {@link KeyResolver} has the list of them. */
interface KeySource extends AutoCloseable {
  /** The encryption key, if there is one here. */
  Optional<KeyWithOrigin<EncryptionKey>> encryption()
      throws CliException, RcException, KeyException;

  /** The HMAC key, if there is one here. */
  Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException, RcException, KeyException;

  /** The algorithms that stand beside its keys. */
  default RcConfig algorithms() throws CliException, RcException {
    return RcConfig.none();
  }

  /** Wipes what was read. */
  @Override
  default void close() {}
}
