package io.github.fwknoptunnel.spa.rc;

/** Reads bytes in every way there is. */
final class RcReading {
  private RcReading() {}

  private interface Reading {
    void run() throws RcException;
  }

  /** Fails only where a reader throws something else than {@link RcException}. */
  static void all(byte[] bytes) {
    RcFile file = Rc.of(bytes);
    file.stanzas();
    attempt(() -> use(file.settings()));
    for (String stanza : file.stanzas()) {
      attempt(() -> use(file.settings(stanza)));
    }
    RcText text = RcText.of(Rc.SOMEWHERE, bytes);
    attempt(() -> KeyFile.parse(text).keys().close());
    attempt(() -> new PerServerKeyFile(text).key("host").encryptionKey().close());
  }

  private static void use(RcConfig settings) throws RcException {
    settings.allowIp();
    settings.usesGpg();
    attempt(() -> settings.signingPassPhrase().ifPresent(key -> key.value().close()));
    attempt(() -> settings.hmacKey().ifPresent(key -> key.value().close()));
    settings.encryptionKey().ifPresent(key -> key.value().close());
  }

  private static void attempt(Reading reading) {
    try {
      reading.run();
    } catch (RcException e) {
      // Refused with a reason, as it should be.
    }
  }
}
