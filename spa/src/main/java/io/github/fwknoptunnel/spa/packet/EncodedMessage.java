package io.github.fwknoptunnel.spa.packet;

/**
 * The fields joined with colons, before the digest: {@code nonce:user:time:version:type:message…}.
 */
record EncodedMessage(String text) {}
