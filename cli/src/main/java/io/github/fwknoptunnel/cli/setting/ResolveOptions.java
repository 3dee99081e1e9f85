package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;

/** The options that resolve the public address. Each of them turns it on. */
public final class ResolveOptions {
  public static final OptionDescriptor RESOLVE =
      flag(
              Section.KNOCK,
              "-R --resolve-ip-https",
              "Allow the public address that web services report.")
          .asCommon();
  public static final OptionDescriptor HTTP_ONLY =
      flag(
              Section.KNOCK,
              "--resolve-http-only",
              "Query the web services over plain HTTP, which anyone on the path can forge.")
          .in(RcVariable.RESOLVE_HTTP_ONLY);
  public static final OptionDescriptor URL =
      valued(
              Section.KNOCK,
              "--resolve-url",
              "URL",
              "Query this URL instead of the default web services; the first line of the response must be the address.")
          .titled("resolve URL")
          .in(RcVariable.RESOLVE_URL);

  public static final OptionDescriptor MAX_AGE =
      valued(
          Section.KNOCK,
          "--resolve-max-age",
          "TIME",
          "Maximum age of the reported address before it is queried again (default: 10m).");

  /** Any of these turns it on. */
  public static final List<OptionDescriptor> ALL = List.of(RESOLVE, HTTP_ONLY, URL);

  private ResolveOptions() {}
}
