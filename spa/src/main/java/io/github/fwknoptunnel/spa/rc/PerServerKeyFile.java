package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that {@code KEY_FILE}, {@code HMAC_KEY_FILE}, {@code --get-key} and {@code
 * --get-hmac-key} name: a line {@code SERVER: key} for each server. Immutable; holds the keys until
 * it is garbage.
 *
 * <p>A key extends to the end of its line: blanks, {@code #} and a carriage return are part of it.
 * There is no base64 form (PROTOCOL.md section 11).
 */
public final class PerServerKeyFile {
  private final RcText text;

  PerServerKeyFile(RcText text) {
    this.text = text;
  }

  /**
   * Reads a file, which must be readable by its owner only.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}
   * @return its lines
   * @throws RcException if the file cannot be read; with {@link Reason#UNSAFE_PERMISSIONS} if other
   *     users can read or change it
   */
  public static PerServerKeyFile read(Path file) throws RcException {
    SecretFileReader.checkPrivate(file);
    return readAnyMode(file);
  }

  /**
   * Reads a file whatever its permissions, for secrets that are protected in another way.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}
   * @return its lines
   * @throws RcException if the file cannot be read
   */
  public static PerServerKeyFile readAnyMode(Path file) throws RcException {
    return new PerServerKeyFile(SecretFileReader.text(file));
  }

  /**
   * Finds the key of one server.
   *
   * @param server exactly as {@code SPA_SERVER} or {@code -D} spells it
   * @return the key of the last line for this server
   * @throws RcException with {@link Reason#NO_KEY_FOR_SERVER} if there is no line for it
   */
  public RcKey key(String server) throws RcException {
    Pattern wanted =
        Pattern.compile("[ \\t=]*+" + Pattern.quote(server) + ":[ \\t=]*+(.*)", Pattern.DOTALL);
    Optional<RcAssignment> last = Optional.empty();
    for (RcLine line : text.lines()) {
      Matcher matcher = wanted.matcher(line.content());
      if (!line.isIgnored() && matcher.matches()) {
        last =
            Optional.of(
                new RcAssignment(
                    server, matcher.group(1), "", text.charset(), text.at(line, Optional.empty())));
      }
    }
    return RcKey.text(
        last.orElseThrow(
            () -> new RcException(Reason.NO_KEY_FOR_SERVER, RcException.Location.of(text.file()))));
  }
}
