package io.github.fwknoptunnel.examples.settings;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.rc.AllowIpSetting;
import io.github.fwknoptunnel.spa.rc.NatAccess;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.rc.TimeOffset;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import java.util.List;

/**
 * Checks what a user types into the fields of a form, as an app does before it saves them: {@code
 * SettingsForm FIELD=VALUE...}.
 */
public final class SettingsForm {
  private SettingsForm() {}

  public static void main(String[] args) {
    for (String field : args) {
      String[] parts = field.split("=", 2);
      System.out.println(field + ": " + check(parts[0], parts[1]));
    }
  }

  /** {@return how the value of a field is understood, or what is wrong with it} */
  static String check(String field, String value) {
    try {
      return switch (field) {
        case "ports" -> ports(PortSpec.parseList(value));
        case "user" -> "user " + Username.parse(value).name();
        case "allow" -> "allow " + AllowIpSetting.parse(value);
        case "forward" -> "forward to " + NatAccess.parse(value).target(22);
        case "proxy" -> "proxy " + HttpProxy.parse(value);
        case "clock" ->
            TimeOffset.parse(value).map(time -> "offset " + time).orElse("not an amount of time");
        default -> ServerProtocol.named(value).map(p -> "over " + p).orElse("no such protocol");
      };
    } catch (MessageException e) {
      return of(e.reason());
    } catch (HttpTextException e) {
      return of(e.reason());
    }
  }

  private static String ports(List<PortSpec> ports) {
    boolean udp = ports.stream().anyMatch(p -> p.protocol() == PortSpec.Protocol.UDP);
    return ports.size() + " ports" + (udp ? ", some for UDP, which no tunnel relays" : "");
  }

  private static String of(MessageException.Reason reason) {
    return switch (reason) {
      case NOT_AN_IPV4_ADDRESS, NOT_AN_IPV6_ADDRESS -> "write an address such as 192.0.2.7";
      case LEADING_ZERO_IN_ADDRESS -> "remove the zeros at the start of a number";
      case NOT_A_PORT_SPEC -> "write tcp/22 or udp/53, with commas between";
      case PORT_OUT_OF_RANGE -> "a port is a number from 1 to 65535";
      case NOT_A_NAT_TARGET -> "write HOST or HOST,PORT";
      case NOT_A_USERNAME -> "a user name has letters and digits";
    };
  }

  private static String of(HttpTextException.Reason reason) {
    return switch (reason) {
      case NOT_A_PROXY -> "write HOST:PORT";
      case HTTPS_PROXY -> "proxies over TLS are not supported";
      case PROXY_LOGIN -> "proxies with a password are not supported";
      case PORT_OUT_OF_RANGE -> "a port is a number from 1 to 65535";
      case NOT_A_USER_AGENT -> "up to 99 letters";
    };
  }
}
