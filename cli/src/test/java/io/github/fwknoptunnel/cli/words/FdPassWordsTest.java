package io.github.fwknoptunnel.cli.words;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.sockets.FdPassException;
import io.github.fwknoptunnel.cli.sockets.FdPassException.Reason;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason has words, and each hint says what works without passing anything. */
@Timeout(60)
class FdPassWordsTest {
  @ParameterizedTest
  @EnumSource
  void socketsThatCannotBePassedOn(Reason reason) {
    Problem problem = FdPassWords.of(LibraryFailures.make(FdPassException.class, reason, 22));
    boolean usage = reason == Reason.STDOUT_IS_NO_SOCKET;
    WordsTest.assertGood(problem, usage ? ExitStatus.USAGE : ExitStatus.FAILED);
    assertTrue(problem.hint().orElseThrow().contains("without --fdpass"), problem.toString());
  }
}
