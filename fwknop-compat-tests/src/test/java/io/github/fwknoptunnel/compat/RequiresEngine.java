package io.github.fwknoptunnel.compat;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Marks tests that need a container engine whose containers this machine reaches by their own
 * addresses. Without one they are skipped with the reason; with {@code -Dcompat.required=true} they
 * fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresEngine.Condition.class)
@interface RequiresEngine {
  /** Looks once. */
  final class Condition implements ExecutionCondition {
    private static final String MISSING = missing();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (MISSING.isEmpty()) {
        return ConditionEvaluationResult.enabled("the engine answers");
      }
      if (Boolean.getBoolean("compat.required")) {
        throw new IllegalStateException(MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }

    /** Why the tests cannot run, empty if they can. */
    private static String missing() {
      String reason = "";
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        reason = "no container engine answers";
      } else {
        Optional<ServerKind> kind =
            Stream.of(ServerKind.DEBIAN_12_PCAP, ServerKind.UDP_SERVER)
                .filter(ServerKind::hasImage)
                .findFirst();
        if (kind.isEmpty()) {
          reason =
              "the engine has neither of the images debian:bookworm-slim and debian:trixie-slim";
        } else if (!reachable(FirewallContainer.shared(kind.get()).address())) {
          reason = "containers cannot be reached by their own addresses here";
        }
      }
      if (!reason.isEmpty()) {
        reason += "; fwknop-compat-tests/run brings up what is missing";
        System.err.println("COMPATIBILITY TESTS SKIPPED OR FAILED: " + reason);
      }
      return reason;
    }

    /** The firewall answers on one port only, and there with a refusal. */
    private static boolean reachable(String address) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, 9), 5000);
        return true;
      } catch (ConnectException e) {
        return e.getMessage().contains("refused");
      } catch (IOException e) {
        return false;
      }
    }
  }
}
