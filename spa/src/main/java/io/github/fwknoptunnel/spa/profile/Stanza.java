package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a profile and their places in the file. Not a record, because its values may be
 * keys.
 *
 * <p>A key file has only keys and algorithms; everything else is then the default.
 */
final class Stanza {
  private final RcConfig settings;
  private final String origin;
  private final String server;

  Stanza(RcConfig settings, String origin, String server) {
    this.settings = settings;
    this.origin = origin;
    this.server = server;
  }

  RcConfig settings() {
    return settings;
  }

  /** As the user named it: {@code NAT_LOCAL} writes it into the packet. */
  String server() {
    return server;
  }

  <T> Optional<T> value(RcVariable<T> variable) {
    return settings.value(variable);
  }

  boolean on(RcVariable<Boolean> variable) {
    return value(variable).orElse(false);
  }

  /** A failure at the line of {@code variable}, or of the whole where it is not set. */
  ProfileException failure(Reason reason, RcVariable<?> variable, @Nullable Exception cause) {
    String where = settings.find(variable).map(Located::where).map(Object::toString).orElse(origin);
    return new ProfileException(reason, where, cause);
  }

  ProfileException failure(Reason reason, RcVariable<?> variable) {
    return failure(reason, variable, null);
  }
}
