package io.github.fwknoptunnel.cli.command.keygen;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.FileMessages;
import io.github.fwknoptunnel.cli.output.NewFile;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Creates a pair of keys: lines for the client's key file, and with --server the server's files,
 * such as a stanza of {@code access.conf}.
 */
public final class KeygenCommand implements Command {
  private final SecureRandom random = new SecureRandom();

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    Optional<HashAlgorithm> type = arguments.value(SpaOptions.HMAC_DIGEST_TYPE);
    Optional<Path> file = arguments.value(Options.KEY_GEN_FILE);
    Optional<ServerStanza> server = ServerStanza.read(arguments);
    NewKeys keys = make(arguments, type.orElse(HashAlgorithm.SHA256));
    String lines = keys.lines(type);
    if (file.isEmpty()) {
      console.out().print(lines);
      return ExitStatus.OK;
    }
    write(file.get(), lines);
    String next = server.isPresent() ? "; the server needs:" : "";
    console.err().println("wrote new keys to " + file.get() + next);
    server.ifPresent(stanza -> console.out().print(stanza.text(keys)));
    return ExitStatus.OK;
  }

  private NewKeys make(ParsedArguments arguments, HashAlgorithm type) throws CliException {
    int keyLength = arguments.value(Options.KEY_LEN).orElse(EncryptionKey.MAX_BYTES);
    int hmacLength = arguments.value(Options.HMAC_KEY_LEN).orElse(hmacKeyLength(type));
    String key = base64(keyLength);
    String hmacKey = base64(hmacLength);
    // Of keys of one byte, every 256th pair would be equal, which servers refuse.
    while (hmacKey.equals(key)) {
      hmacKey = base64(hmacLength);
    }
    return new NewKeys(key, hmacKey, type);
  }

  /** A whole block, so that the key is used as it is and not hashed first: RFC 2104 section 3. */
  private static int hmacKeyLength(HashAlgorithm type) {
    return switch (type) {
      case MD5 -> 16;
      case SHA1 -> 20;
      case SHA256 -> 64;
      case SHA384, SHA512 -> 128;
      case SHA3_256 -> 128;
      case SHA3_512 -> 72;
    };
  }

  private String base64(int bytes) {
    byte[] key = new byte[bytes];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static void write(Path file, String text) throws CliException {
    try {
      NewFile.writePrivate(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      throw new CliException(
          new CliError(
              ExitStatus.FAILED,
              file + " already exists",
              "choose another name or move the file; keys are never overwritten"),
          e);
    } catch (IOException e) {
      throw new CliException(
          new CliError(ExitStatus.FAILED, "cannot write " + file + ": " + FileMessages.of(e)), e);
    }
  }
}
