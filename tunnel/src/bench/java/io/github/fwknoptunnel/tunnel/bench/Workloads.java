package io.github.fwknoptunnel.tunnel.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All workloads by name, in the order in which they are measured. */
final class Workloads {
  private Workloads() {}

  static Map<String, Workload> of(boolean quick) {
    int seconds = quick ? 1 : 3;
    int requests = quick ? 1 : 3;
    Map<String, Workload> all = new LinkedHashMap<>();
    all.put("upload-1", new Throughput(List.of("-P1"), seconds, Metric.UPLOAD_1));
    all.put("upload-8", new Throughput(List.of("-P8"), seconds, Metric.UPLOAD_8));
    all.put("download-1", new Throughput(List.of("-P1", "-R"), seconds, Metric.DOWNLOAD_1));
    all.put("download-8", new Throughput(List.of("-P8", "-R"), seconds, Metric.DOWNLOAD_8));
    all.put("both-1", new Throughput(List.of("-P1", "--bidir"), seconds, Metric.BOTH_1));
    all.put("both-8", new Throughput(List.of("-P8", "--bidir"), seconds, Metric.BOTH_8));
    all.put("steady", new SteadyLoad(seconds));
    all.put("ping-1", PingPong.one(10_000 * requests));
    all.put("ping-50", PingPong.fifty(60_000 * requests));
    all.put("connects", new Connects(3_000 * requests));
    all.put("burst", new Burst());
    all.put("idle", quick ? new IdleMemory(List.of(1000)) : new IdleMemory(List.of(1000, 5000)));
    return all;
  }
}
