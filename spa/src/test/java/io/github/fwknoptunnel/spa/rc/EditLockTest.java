package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of an rc file, and what is left of it. */
@Timeout(60)
class EditLockTest {
  @TempDir Path directory;

  private Path rc() {
    return directory.resolve("rc");
  }

  private Path lockFile() {
    return directory.resolve("rc.lock");
  }

  /** Whether another thread gets the lock at once, and gives it back. */
  private boolean isFree() throws ExecutionException, InterruptedException {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              try {
                EditLock.of(rc()).close();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            run -> Thread.ofPlatform().daemon().start(run));
    try {
      other.get(5, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Test
  void itIsAPrivateFileAsLongAsItIsHeld() throws Exception {
    EditLock lock = EditLock.of(rc());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(lockFile()));
    lock.close();
    assertFalse(Files.exists(lockFile()));
    assertTrue(isFree());
  }

  @Test
  void anotherThreadWaitsForIt() throws Exception {
    EditLock lock = EditLock.of(rc());
    CompletableFuture<EditLock> other =
        CompletableFuture.supplyAsync(() -> {
          try {
            EditLock second = EditLock.of(rc());
            second.close();
            return second;
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertThrows(TimeoutException.class, () -> other.get(200, TimeUnit.MILLISECONDS));
    lock.close();
    other.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aFileOfAnEarlierProcessIsNoLock() throws Exception {
    Files.createFile(lockFile());
    EditLock.of(rc()).close();
    assertFalse(Files.exists(lockFile()));
  }

  @Test
  void whatIsNoFileIsRefusedAndLeavesTheLockFree() throws Exception {
    Files.createDirectory(lockFile());
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> EditLock.of(rc()).close());
    assertEquals(lockFile() + " is no lock of yours: remove it", refused.getReason());
    assertTrue(Files.isDirectory(lockFile()));
    Files.delete(lockFile());
    assertTrue(isFree());
  }

  @Test
  void aFailureLeavesTheLockFree() throws Exception {
    Files.createFile(lockFile());
    try (FileChannel held = FileChannel.open(lockFile(), StandardOpenOption.WRITE)) {
      held.lock();
      assertThrows(OverlappingFileLockException.class, () -> EditLock.of(rc()).close());
    }
    assertTrue(isFree());
  }

  /** The directory has gone, and with it the file. */
  @Test
  void itIsGivenBackThoughItsFileHasGone() throws Exception {
    EditLock lock = EditLock.of(rc());
    Files.delete(lockFile());
    lock.close();
    assertTrue(isFree());
  }
}
