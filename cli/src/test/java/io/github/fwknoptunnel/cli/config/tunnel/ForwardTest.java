package io.github.fwknoptunnel.cli.config.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of -L. */
@Timeout(180)
class ForwardTest {
  private static final List<Setting<?>> PARTS =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          Options.REMOTE_HOST,
          Options.REMOTE_PORT,
          SpaOptions.NAMED_CONFIG);

  /** Bind address, local port, host, its port and stanza, with - for what is not given. */
  @ParameterizedTest
  @CsvSource({
    "'6000:host:22', - 6000 host 22 -",
    "'0:host:22', - 0 host 22 -",
    "'127.0.0.2:6000:host:22', 127.0.0.2 6000 host 22 -",
    "'localhost:6000:192.0.2.1:65535', localhost 6000 192.0.2.1 65535 -",
    "'*:6000:host:22', :: 6000 host 22 -",
    "'[::1]:6000:host:22', ::1 6000 host 22 -",
    "'6000:[2001:db8::1]:22', - 6000 2001:db8::1 22 -",
    "'[::1]:6000:[2001:db8::1]:22,stanza=home', ::1 6000 2001:db8::1 22 home",
    "'6000:a.example.com,b.example.com:22', '- 6000 a.example.com,b.example.com 22 -'",
    "'6000:[::1],a:22,stanza=home', '- 6000 ::1,a 22 home'",
    "'6000:host:22,stanza=a,b=c', '- 6000 host 22 a,b=c'"
  })
  void readsWhatSshReadsAndAStanza(String text, String parts) throws CliException {
    Forward forward = parse(text);
    assertEquals(
        parts,
        PARTS.stream()
            .map(part -> value(forward, part).orElse("-"))
            .collect(Collectors.joining(" ")));
  }

  private static Forward parse(String text) throws CliException {
    return Forward.parse(GivenOption.of(Options.LOCAL_FORWARD, text));
  }

  private static Optional<String> value(Forward forward, Setting<?> option) {
    return forward.options().stream()
        .filter(given -> given.option().equals(option))
        .map(GivenOption::value)
        .findFirst();
  }

  @Test
  void isNamedWithoutItsStanza() throws CliException {
    assertEquals("6000:host:22", parse("6000:host:22,stanza=home").name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6000",
        "6000:host",
        "host:22",
        ":6000:host:22",
        "6000::22",
        "6000:host:",
        "ssh:host:22",
        "6000:host:ssh",
        "6000:host:22:",
        "::1:6000:host:22",
        "6000:2001:db8::1:22",
        "[::1:6000:host:22",
        "6000:[]:22",
        "6000:*:22",
        "6000:host:22,",
        "6000:host:22,stanza",
        "6000:host:22,stanza=",
        "6000:host:22,Stanza=home",
        "6000:host:22,home",
        ",stanza=home",
        "65536:host:22",
        "6000:host:0",
        "6000:host:65536",
        "6000:host:99999999999",
        "-1:host:22"
      })
  void refusesAnythingElse(String text) {
    CliException refused = assertThrows(CliException.class, () -> parse(text));
    assertEquals(ExitStatus.USAGE, refused.problem().status());
    assertTrue(
        refused.problem().error().startsWith("-L: invalid value '" + text + "' (expected "),
        refused.problem().error());
  }
}
