package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UnknownOptionTest {
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
          -Dserver           | write the value apart: -D server
          -Atcp/22           | write the value apart: -A tcp/22
          -sv                | write options apart: -s -v
          -sx                | 'fwknop-tunnel --help' lists what there is
          -x                 | 'fwknop-tunnel --help' lists what there is
          --                 | 'fwknop-tunnel --help' lists what there is
          --max-age          | --max-age is an option of 'fwknop-tunnel inspect'
          -K                 | -K is an option of 'fwknop-tunnel knock'
          """)
  void suggestsWhatIsNear(String word, String hint) {
    String actual = UnknownOption.explain(word, Models.TUNNEL).hint().orElseThrow();
    assertEquals(hint, actual);
  }

  @ParameterizedTest
  @CsvSource({"konck, knock", "keygn, keygen", "inspec, inspect", "dmeo, demo"})
  void suggestsACommand(String word, String command) {
    assertEquals(
        "did you mean " + command + "?", UnknownOption.explainCommand(word).hint().orElseThrow());
  }
}
