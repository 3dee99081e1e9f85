package io.github.fwknoptunnel.spa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One golden vector: a packet that the reference made, with everything that went into it. */
@SuppressWarnings("exports") // Tests are not part of the module.
public record Vector(JsonNode node) {
  /** The whole file: vectors, refusals and validation cases. */
  public static JsonNode file() {
    try (InputStream in = Vector.class.getResourceAsStream("spa-vectors.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Stream<Vector> all() {
    return StreamSupport.stream(file().path("vectors").spliterator(), false).map(Vector::new);
  }

  public String id() {
    return node.path("id").asText();
  }

  public String intermediate(String name) {
    return node.path("intermediate").path(name).asText();
  }

  public String wire() {
    return node.path("output").path("wire").asText();
  }

  public Optional<String> input(String name) {
    JsonNode value = node.path("input").path(name);
    return value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
  }

  private String required(String name) {
    return input(name).orElseThrow(() -> new AssertionError(id() + " has no " + name));
  }

  public byte[] key() {
    return HexFormat.of().parseHex(required("key_hex"));
  }

  public Optional<byte[]> hmacKey() {
    return input("hmac_key_hex").map(HexFormat.of()::parseHex);
  }

  public SpaKeys keys() throws KeyException {
    EncryptionKey encryption = EncryptionKey.of(key());
    return hmacKey().isPresent()
        ? SpaKeys.of(encryption, HmacKey.of(hmacKey().get()))
        : SpaKeys.withoutHmac(encryption);
  }

  public SpaSuite suite() {
    return new SpaSuite(
        HashAlgorithm.named(required("digest_type")).orElseThrow(),
        CipherMode.named(required("encryption_mode")).orElseThrow(),
        input("hmac_type").flatMap(HashAlgorithm::named).orElse(HashAlgorithm.SHA256));
  }

  public Salt salt() {
    return Salt.of(HexFormat.of().parseHex(required("salt_hex")));
  }

  /** What a user of the library would have asked for to get this packet. */
  public SpaMessage message() throws MessageException {
    return new SpaMessage(
        new Nonce(required("rand")),
        Username.parse(required("username")),
        Instant.ofEpochSecond(Long.parseLong(required("timestamp"))),
        AllowIp.parse(messageParts()[0]),
        request(),
        input("server_auth"));
  }

  private String[] messageParts() {
    return required("message").split(",", 2);
  }

  private SpaRequest request() throws MessageException {
    String asked = messageParts()[1];
    MessageType type =
        MessageType.ofCode(Integer.parseInt(required("wire_message_type"))).orElseThrow();
    Optional<Duration> openFor =
        type.hasTimeout()
            ? input("client_timeout").map(Long::parseLong).map(Duration::ofSeconds)
            : Optional.empty();
    if (type == MessageType.COMMAND) {
      return new SpaRequest.Command(asked);
    }
    List<PortSpec> ports = PortSpec.parseList(asked);
    return switch (type) {
      case NAT_ACCESS, CLIENT_TIMEOUT_NAT_ACCESS ->
          new SpaRequest.Access(ports, Optional.of(SpaRequest.Nat.to(nat())), openFor);
      case LOCAL_NAT_ACCESS, CLIENT_TIMEOUT_LOCAL_NAT_ACCESS ->
          new SpaRequest.Access(ports, Optional.of(SpaRequest.Nat.local(nat())), openFor);
      default -> new SpaRequest.Access(ports, Optional.empty(), openFor);
    };
  }

  private NatTarget nat() throws MessageException {
    return NatTarget.parse(required("nat_access"));
  }
}
