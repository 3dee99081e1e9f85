package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a profile and where they stand. A class, since its values may be keys.
 *
 * <p>A key file has none of them but keys and algorithms, so for it everything else is the default.
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
