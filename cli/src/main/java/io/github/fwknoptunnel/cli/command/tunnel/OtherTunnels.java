package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliException;
import java.util.List;
import java.util.StringJoiner;

/** What a reload cannot change: tunnels without a name stay as they are until a restart. */
final class OtherTunnels {
  private OtherTunnels() {}

  /** Refuses plans that would need a restart. */
  static void refuse(List<TunnelPlan> running, List<TunnelPlan> changed) throws CliException {
    List<String> names = withoutName(running);
    List<String> wanted = withoutName(changed);
    if (!names.equals(wanted)) {
      throw different(names, wanted);
    }
    for (TunnelPlan one : running) {
      for (TunnelPlan plan : changed) {
        if (plan.hasNameOf(one)) {
          refuseOtherKind(one, plan);
        }
      }
    }
  }

  private static List<String> withoutName(List<TunnelPlan> plans) {
    return plans.stream()
        .filter(plan -> !plan.isNamed())
        .map(plan -> plan.log().tunnel())
        .sorted()
        .toList();
  }

  /** The same port would serve other clients, or lead them elsewhere than they think. */
  private static void refuseOtherKind(TunnelPlan running, TunnelPlan wanted) throws CliException {
    if (!running
        .config()
        .destination()
        .getClass()
        .equals(wanted.config().destination().getClass())) {
      throw CliException.config(
          "a reload cannot turn a tunnel into a proxy or a proxy into a tunnel",
          "restart the program");
    }
  }

  private static CliException different(List<String> running, List<String> wanted) {
    StringJoiner changes = new StringJoiner(", ");
    wanted.stream()
        .filter(name -> !running.contains(name))
        .forEach(name -> changes.add(option(name) + " is new"));
    running.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> changes.add(option(name) + " is gone"));
    return CliException.config(
        changes.length() == 0 ? "the set of -L forwards changed" : changes.toString(),
        "restart to add, change or remove forwards");
  }

  private static String option(String name) {
    if (name.isEmpty()) {
      return "the tunnel without a name";
    }
    return name.equals(TunnelPlan.SOCKS) ? "--socks" : "-L " + name;
  }
}
