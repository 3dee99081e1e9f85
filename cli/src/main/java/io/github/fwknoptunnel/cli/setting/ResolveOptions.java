package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;

/** How to find out which address to let in. Each of them alone is the wish to find out. */
public final class ResolveOptions {
  public static final OptionDescriptor RESOLVE =
      flag(
          Section.KNOCK,
          "-R --resolve-ip-https",
          "Let in the address under which web services see this machine; -a and -s count before it.");
  public static final OptionDescriptor HTTP_ONLY =
      flag(
              Section.KNOCK,
              "--resolve-http-only",
              "Ask them over plain HTTP, which anybody on the way can forge.")
          .in(RcVariable.RESOLVE_HTTP_ONLY);
  public static final OptionDescriptor URL =
      valued(
              Section.KNOCK,
              "--resolve-url",
              "URL",
              "Ask this page instead; its first line must be the address.")
          .titled("resolve URL")
          .in(RcVariable.RESOLVE_URL);

  public static final OptionDescriptor MAX_AGE =
      valued(
          Section.KNOCK,
          "--resolve-max-age",
          "TIME",
          "Ask again when the answer is older than this (default: 10m).");

  /** Any of these asks for it. */
  public static final List<OptionDescriptor> ALL = List.of(RESOLVE, HTTP_ONLY, URL);

  private ResolveOptions() {}
}
