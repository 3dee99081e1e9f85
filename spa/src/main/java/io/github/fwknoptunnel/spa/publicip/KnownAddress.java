package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/** A resolver with a fixed address. */
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
