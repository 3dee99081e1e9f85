package io.github.fwknoptunnel.spa.process;

import java.util.Map;

/**
 * What children of this program may see of its environment: everything but its own options and
 * secrets.
 */
public final class ChildEnvironment {
  /** What the names of variables begin with that stand for options. */
  public static final String OPTION_PREFIX = "FWKNOP_TUNNEL_OPT_";

  private ChildEnvironment() {}

  /** Takes out of {@code environment} what is not for children. */
  public static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(ChildEnvironment::isPrivate);
  }

  private static boolean isPrivate(String name) {
    return name.startsWith(OPTION_PREFIX)
        || name.equals("FWKNOP_KEY_BASE64")
        || name.equals("FWKNOP_HMAC_KEY_BASE64")
        || name.equals("CREDENTIALS_DIRECTORY");
  }
}
