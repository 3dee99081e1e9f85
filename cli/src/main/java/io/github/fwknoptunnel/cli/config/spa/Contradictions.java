package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options that contradict each other. The fwknop client takes them in silence, and so command lines
 * with them must keep working: a warning says which one is used.
 */
record Contradictions(ParsedArguments line) {

  List<String> warnings() throws CliException {
    List<String> warnings = new ArrayList<>();
    allowIp().ifPresent(warnings::add);
    nat().ifPresent(warnings::add);
    if (line.has(SpaOptions.TIME_OFFSET_PLUS) && line.has(SpaOptions.TIME_OFFSET_MINUS)) {
      warnings.add(ignored(SpaOptions.TIME_OFFSET_PLUS, SpaOptions.TIME_OFFSET_MINUS));
    }
    return warnings;
  }

  private Optional<String> allowIp() {
    List<Setting<?>> both = List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP);
    Optional<Setting<?>> used = line.lastOf(both);
    if (used.isPresent() && both.stream().allMatch(line::has)) {
      Setting<?> other = used.get().equals(both.get(0)) ? both.get(1) : both.get(0);
      return Optional.of(ignored(other, used.get()));
    }
    Optional<Setting<?>> resolve = line.firstOf(ResolveOptions.ALL);
    return used.isPresent() && resolve.isPresent()
        ? Optional.of(ignored(resolve.get(), used.get()))
        : Optional.empty();
  }

  private Optional<String> nat() throws CliException {
    return line.has(SpaOptions.NAT_LOCAL)
        ? line.text(SpaOptions.NAT_ACCESS)
            .map(target ->
                "%s with %s %s: the host must be an address of the SPA server itself"
                    .formatted(SpaOptions.NAT_LOCAL, SpaOptions.NAT_ACCESS, target))
        : Optional.empty();
  }

  private static String ignored(Setting<?> ignored, Setting<?> used) {
    return ignored + " is ignored: " + used + " takes precedence";
  }
}
