package io.github.fwknoptunnel.tunnel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words come out as {@code sh} makes them, without its expansions. */
@Timeout(180)
class ShellTokenizerTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '%',
      textBlock =
          """
          knock host 22          ! knock|host|22
          %  knock \t host  %    ! knock|host
          'my knock' host        ! my knock|host
          "my knock" host        ! my knock|host
          my\\ knock             ! my knock
          a'b'"c"d               ! abcd
          'a"b' "c'd"            ! a"b|c'd
          'a\\b'                 ! a\\b
          "a\\b"                 ! a\\b
          a\\b                   ! ab
          "\\"x\\" \\\\ \\$ \\`" ! "x" \\ $ `
          \\' \\"                ! '|"
          $HOME *.txt ~ `id`     ! $HOME|*.txt|~|`id`
          a;b a>b a& (c)          ! a;b|a>b|a&|(c)
          # no comment           ! #|no|comment
          größe 日本              ! größe|日本
          """)
  void lineIsSplit(String line, String words) {
    assertEquals(words, String.join("|", ShellTokenizer.split(line)));
  }

  @Test
  void quotesWithNothingBetweenThemAreAWord() {
    assertEquals(List.of("knock", "", ""), ShellTokenizer.split("knock '' \"\""));
  }

  @Test
  void aLineOfBlanksHasNoWord() {
    assertEquals(List.of(), ShellTokenizer.split(" \t "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'knock", "\"knock", "knock 'it\"", "knock\\", "\"knock\\\""})
  void whatIsNotClosedIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> ShellTokenizer.split(line));
  }
}
