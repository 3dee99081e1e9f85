package io.github.fwknoptunnel.tunnel.bench;

import java.util.OptionalDouble;

/** A number that is compared. */
enum Metric {
  UPLOAD_1("upload, 1 stream", "Gbit/s"),
  UPLOAD_8("upload, 8 streams", "Gbit/s"),
  DOWNLOAD_1("download, 1 stream", "Gbit/s"),
  DOWNLOAD_8("download, 8 streams", "Gbit/s"),
  BOTH_1("both ways, 1 stream", "Gbit/s"),
  BOTH_8("both ways, 8 streams", "Gbit/s"),
  PING_1("ping-pong, 1 connection", "requests/s"),
  PING_1_P50("its median", "ms"),
  PING_1_P99("its 99th percentile", "ms"),
  PING_50("ping-pong, 50 connections", "requests/s"),
  PING_50_P50("its median", "ms"),
  PING_50_P99("its 99th percentile", "ms"),
  CONNECTS("connects, 16 at a time", "1/s"),
  BURST("burst of 3,000 connects served", "s"),
  CPU_FLAT_OUT("processor time, upload flat out", "s/GiB"),
  CPU_STEADY("processor time at 4 Gbit/s", "s/GiB"),
  IDLE_0("resident, no tunnel", "MiB"),
  IDLE_1000("resident, 1,000 idle tunnels", "MiB"),
  IDLE_5000("resident, 5,000 idle tunnels", "MiB"),
  IDLE_EACH("resident for each idle tunnel", "KiB");

  private final String words;
  private final String unit;

  Metric(String words, String unit) {
    this.words = words;
    this.unit = unit;
  }

  String words() {
    return words;
  }

  String unit() {
    return unit;
  }

  /** Whether it is told as a share of the direct connection's. */
  boolean shared() {
    return unit.equals("Gbit/s") || unit.equals("requests/s");
  }

  /**
   * What the Go program measured, built with Go 1.27, which splices: a share of the direct
   * connection where there is one. It is not run here.
   */
  OptionalDouble published() {
    return switch (this) {
      case UPLOAD_1 -> OptionalDouble.of(0.72);
      case UPLOAD_8 -> OptionalDouble.of(0.81);
      case PING_1 -> OptionalDouble.of(0.58);
      case PING_50 -> OptionalDouble.of(0.47);
      case CPU_FLAT_OUT -> OptionalDouble.of(0.40);
      case CPU_STEADY -> OptionalDouble.of(0.63);
      case IDLE_EACH -> OptionalDouble.of(14.7);
      case BURST -> OptionalDouble.of(0.34);
      default -> OptionalDouble.empty();
    };
  }

  /** What this program is to reach: at least for a share, at most for a cost. */
  OptionalDouble mark() {
    return switch (this) {
      case UPLOAD_1, DOWNLOAD_1 -> OptionalDouble.of(0.85);
      case UPLOAD_8, DOWNLOAD_8 -> OptionalDouble.of(0.95);
      case PING_1 -> OptionalDouble.of(0.80);
      case PING_50 -> OptionalDouble.of(0.65);
      case CPU_FLAT_OUT -> OptionalDouble.of(0.30);
      case CPU_STEADY -> OptionalDouble.of(0.35);
      case IDLE_EACH -> OptionalDouble.of(4);
      case BURST -> OptionalDouble.of(1);
      default -> OptionalDouble.empty();
    };
  }
}
