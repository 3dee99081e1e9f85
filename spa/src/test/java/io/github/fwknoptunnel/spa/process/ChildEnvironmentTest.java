package io.github.fwknoptunnel.spa.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ChildEnvironmentTest {
  @Test
  void optionsAndSecretsAreTakenOutAndNothingElse() {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "PATH", "/bin",
                "FWKNOP_TUNNEL_REMOTE_HOST", "host",
                "FWKNOP_TUNNEL_OPT_REMOTE_HOST", "host",
                "FWKNOP_TUNNEL_OPT_", "x",
                "FWKNOP_KEY_BASE64", "secret",
                "FWKNOP_HMAC_KEY_BASE64", "secret",
                "CREDENTIALS_DIRECTORY", "/run/credentials"));
    ChildEnvironment.clean(environment);
    assertEquals(Map.of("PATH", "/bin", "FWKNOP_TUNNEL_REMOTE_HOST", "host"), environment);
  }

  @Test
  void theLocaleIsAsItWasBeforeTheLauncher() {
    assertEquals(Map.of("LANG", "de_DE"), localeOfChildren(""));
    assertEquals(Map.of("LANG", "de_DE", "LC_ALL", "C"), localeOfChildren("C"));
  }

  private static Map<String, String> localeOfChildren(String before) {
    Map<String, String> environment = new TreeMap<>(Map.of("LANG", "de_DE", "LC_ALL", "C.UTF-8"));
    System.setProperty(ChildEnvironment.LC_ALL_BEFORE, before);
    try {
      ChildEnvironment.clean(environment);
    } finally {
      System.clearProperty(ChildEnvironment.LC_ALL_BEFORE);
    }
    return environment;
  }
}
