package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.time.Duration;
import java.util.List;

/** The options that resolve the public address. Each of them turns it on. */
public final class ResolveOptions {
  public static final Setting<Boolean> RESOLVE =
      flag(
              Section.SPA_PACKET,
              "-R --resolve-ip-https",
              "Allow the public address that web services report.")
          .asCommon();
  public static final Setting<Boolean> HTTP_ONLY =
      flag(
              Section.SPA_PACKET,
              "--resolve-http-only",
              "Query the web services over plain HTTP, which anyone on the path can forge.")
          .in(RcVariable.RESOLVE_HTTP_ONLY);
  public static final Setting<LocatedText> URL =
      valued(
              Section.SPA_PACKET,
              "--resolve-url",
              new ValueType<>("URL", text -> text, new ValueKind.Url()),
              "Query this URL instead of the default web services; the first line of the response must be the address.")
          .titled("resolve URL")
          .inText(RcVariable.RESOLVE_URL);

  public static final Setting<Duration> MAX_AGE =
      valued(
          Section.SPA_PACKET,
          "--resolve-max-age",
          ValueType.POSITIVE_DURATION,
          "Maximum age of the reported address before it is queried again (default: 10m).");

  /** Any of these turns it on. */
  public static final List<Setting<?>> ALL = List.of(RESOLVE, HTTP_ONLY, URL);

  private ResolveOptions() {}
}
