package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import java.util.List;

/** One local port for many targets. */
public final class ProxyOptions {
  public static final Setting<String> SOCKS =
      valued(
              Section.PROXY,
              "--socks",
              ValueType.text("[BIND:]PORT"),
              "Serve SOCKS5 and HTTP CONNECT on this port, or on a Unix-domain socket if the value is a path.")
          .titled("socks");

  /** {@code exec} chooses the port. */
  public static final Setting<Boolean> EXEC_SOCKS =
      flag(
              Section.PROXY,
              "--socks",
              "Run a proxy for the command and set ALL_PROXY, HTTPS_PROXY and HTTP_PROXY in its environment.")
          .asCommon();

  public static final Setting<String> ROUTE =
      valued(
              Section.PROXY,
              "--route",
              ValueType.text("PATTERN[:PORTS]=ACTION"),
              "Action for matching targets: stanza:NAME, spa, direct or reject."
                  + " The first matching route applies; targets that no route matches are refused.")
          .titled("routes")
          .repeatable();

  public static final List<Setting<?>> ALL = List.of(SOCKS, ROUTE);

  public static final List<Setting<?>> EXEC = List.of(EXEC_SOCKS, ROUTE);

  private ProxyOptions() {}
}
