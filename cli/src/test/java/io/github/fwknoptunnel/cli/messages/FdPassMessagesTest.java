package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.linux.FdPassException;
import io.github.fwknoptunnel.cli.linux.FdPassException.Reason;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason has words, and each hint says what works without passing anything. */
@Timeout(180)
class FdPassMessagesTest {
  @ParameterizedTest
  @EnumSource
  void socketsThatCannotBePassedOn(Reason reason) {
    CliError problem = FdPassMessages.of(LibraryFailures.make(FdPassException.class, reason, 22));
    boolean usage = reason == Reason.STDOUT_IS_NO_SOCKET;
    MessagesTest.assertGood(problem, usage ? ExitStatus.USAGE : ExitStatus.FAILED);
    assertTrue(problem.hint().orElseThrow().contains("omit --fdpass"), problem.toString());
  }
}
