package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.fwknoptunnel.cli.error.CliError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class OptionSuggestionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -remote_host       | did you mean -remote-host?
          --remote-hots=h    | did you mean -remote-host?
          -verbos            | did you mean -verbose?
          --keyfile=keys     | did you mean --key-file?
          -moed              | did you mean -mode?
          -cm                | did you mean -cmd?
          -Dserver           | separate the value: -D server
          -Atcp/22           | separate the value: -A tcp/22
          -sv                | separate the options: -s -v
          -sx                | run 'fwknop-tunnel --help'
          -x                 | run 'fwknop-tunnel --help'
          --                 | run 'fwknop-tunnel --help'
          --max-age          | --max-age is an option of 'fwknop-tunnel inspect'
          -K                 | -K is an option of 'fwknop-tunnel knock'
          """)
  void suggestsWhatIsNear(String word, String hint) {
    String actual = OptionSuggestions.explain(word, Commands.TUNNEL).hint().orElseThrow();
    assertEquals(hint, actual);
  }

  /** All that {@code fwknop --help} of version 2.6.10 lists. */
  static Stream<String> ofTheFwknopClient() {
    return Stream.of(
        """
        --access --allow-ip --destination --digest-type --encryption-mode --fd
        --force-stanza --fw-timeout --get-key --gpg-agent --gpg-encryption --gpg-exe
        --gpg-home-dir --gpg-no-signing-pw --gpg-recipient-key --gpg-signer-key --help --hmac-digest-type
        --http-proxy --icmp-code --icmp-type --key-base64-hmac --key-base64-rijndael --key-gen
        --key-gen-file --key-rijndael --last-cmd --named-config --nat-access --nat-local
        --nat-port --nat-rand-port --no-home-dir --no-rc-file --no-save-args --rand-port
        --rc-file --resolve-http-only --resolve-ip-https --resolve-url --save-packet --save-packet-append
        --save-rc-stanza --server-cmd --server-port --server-proto --server-resolve-ipv4 --show-last
        --source-ip --source-port --spoof-source --spoof-user --stanza-list --stdin
        --test --time-offset-minus --time-offset-plus --use-hmac --use-wget-user-agent --user-agent
        --verbose --version --wget-cmd -A -B -C
        -D -G -H -K -M -N
        -P -Q -R -S -T -U
        -V -a -b -f -h -k
        -l -m -n -p -r -s
        -u -v -w
        """
            .strip()
            .split("\\s+", -1));
  }

  @ParameterizedTest
  @MethodSource("ofTheFwknopClient")
  void everyOptionOfTheFwknopClientIsKnownOrHasAHint(String name) {
    CommandDescriptor knock = Commands.named("knock").orElseThrow();
    if (knock.option(name).isEmpty()) {
      CliError problem = OptionSuggestions.explain(name, knock);
      assertNotEquals(Help.pointer(knock), problem.hint().orElseThrow(), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--dest, did you mean --destination?",
    "--rand, did you mean --rand-port?",
    "--gpg-recip, did you mean --gpg-recipient-key?",
    "--hmac-digest, did you mean --hmac-digest-type?",
    "--key-fi, did you mean --key-file?"
  })
  void aBeginningIsCompleted(String word, String hint) {
    CommandDescriptor knock = Commands.named("knock").orElseThrow();
    assertEquals(hint, OptionSuggestions.explain(word, knock).hint().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"konck, knock", "keygn, keygen", "inspec, inspect", "dmeo, demo"})
  void suggestsACommand(String word, String command) {
    assertEquals(
        "did you mean " + command + "?",
        OptionSuggestions.explainCommand(word, List.of()).hint().orElseThrow());
  }
}
