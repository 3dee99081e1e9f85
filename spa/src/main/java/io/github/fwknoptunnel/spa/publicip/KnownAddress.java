package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/** An address that is given, or left to the server. */
record KnownAddress(AllowIp address) implements PublicIpResolver {
  @Override
  public AllowIp resolve() {
    return address;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
