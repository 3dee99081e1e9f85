package io.github.fwknoptunnel.cli.service;

import io.github.fwknoptunnel.cli.linux.NotifySocket;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells systemd how the service is, if systemd started it and wants to know. A message that cannot
 * be delivered is dropped: the service matters more. Thread-safe.
 */
public final class SystemdNotifier {
  private static final System.Logger LOG = System.getLogger(SystemdNotifier.class.getName());
  private static final int MICROS_IN_NANOS = 1000;

  /** The shortest watchdog interval that is supported. */
  private static final Duration MIN_PAUSE = Duration.ofMillis(10);

  private final Optional<NotifySocket> socket;
  private final Optional<Duration> watchdog;

  private SystemdNotifier(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /**
   * As the environment says: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
   *
   * @param warnings receives an invalid variable
   */
  public static SystemdNotifier of(Map<String, String> environment, Consumer<String> warnings) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    Optional<NotifySocket> socket = Optional.empty();
    try {
      socket = path.isEmpty() ? Optional.empty() : Optional.of(new NotifySocket(path));
    } catch (IllegalArgumentException e) {
      warnings.accept("NOTIFY_SOCKET: invalid value '" + path + "' (expected /PATH or @NAME)");
    }
    return new SystemdNotifier(socket, watchdog(environment));
  }

  private static Optional<Duration> watchdog(Map<String, String> environment) {
    String pid = environment.getOrDefault("WATCHDOG_PID", "");
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    boolean ours = pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid()));
    return ours && micros.matches("[1-9][0-9]{0,15}")
        ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
        : Optional.empty();
  }

  /** Whether a service manager started this process and listens to it. */
  public boolean isPresent() {
    return socket.isPresent();
  }

  /** It listens. */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + line(status));
  }

  /** It reads its settings again; {@link #ready} ends that. */
  public void reloading() {
    // The clock is the one that nanoTime reads on Linux.
    send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / MICROS_IN_NANOS);
  }

  /** The program is stopping. */
  public void stopping() {
    send("STOPPING=1");
  }

  /** What it does now, for {@code systemctl status}. */
  public void status(String text) {
    send("STATUS=" + line(text));
  }

  /** Whether all is well. */
  @FunctionalInterface
  public interface Health {
    /** Blocks for {@code timeout} at most; what does not answer in that time is not well. */
    boolean isHealthy(Duration timeout) throws InterruptedException;
  }

  /**
   * Notifies the watchdog twice in each period while the program is healthy. The check itself may
   * take a quarter of the period, so a slow one is still in time.
   */
  public void watch(Health health) {
    if (watchdog.isPresent() && socket.isPresent()) {
      Duration period = watchdog.get();
      Thread.ofPlatform().name("watchdog").daemon().start(() -> pingWatchdog(period, health));
    }
  }

  private void pingWatchdog(Duration period, Health health) {
    try {
      while (true) {
        if (health.isHealthy(period.dividedBy(4))) {
          send("WATCHDOG=1");
        }
        Duration pause = period.dividedBy(2);
        Thread.sleep(pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String message) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      socket.get().send(message);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "systemd was not notified", e);
    }
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }
}
