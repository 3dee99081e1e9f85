package io.github.fwknoptunnel.spa.process;

import java.util.Map;

/** Removes this program's own options and secrets from the environment of child processes. */
public final class ChildEnvironment {
  /** The prefix of the names of variables that set options. */
  public static final String OPTION_PREFIX = "FWKNOP_TUNNEL_OPT_";

  /** A property with {@code LC_ALL} as it was before a launcher changed it; empty for none. */
  public static final String LC_ALL_BEFORE = "fwknop-tunnel.lc-all";

  private ChildEnvironment() {}

  /** Removes from {@code environment} what is not for children, and restores their locale. */
  public static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(ChildEnvironment::isPrivate);
    String before = System.getProperty(LC_ALL_BEFORE);
    if (before != null && before.isEmpty()) {
      environment.remove("LC_ALL");
    } else if (before != null) {
      environment.put("LC_ALL", before);
    }
  }

  private static boolean isPrivate(String name) {
    return name.startsWith(OPTION_PREFIX)
        || name.equals("FWKNOP_KEY_BASE64")
        || name.equals("FWKNOP_HMAC_KEY_BASE64")
        || name.equals("CREDENTIALS_DIRECTORY");
  }
}
