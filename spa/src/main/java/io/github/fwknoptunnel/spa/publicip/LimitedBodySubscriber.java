package io.github.fwknoptunnel.spa.publicip;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit and one more byte, which shows that it is longer; one character for
 * each byte. Java has the same from version 25 on.
 */
final class LimitedBodySubscriber implements BodySubscriber<String> {
  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final ByteBuffer taken;
  private Flow.@Nullable Subscription subscription;

  LimitedBodySubscriber(int limit) {
    this.taken = ByteBuffer.allocate(limit + 1);
  }

  @Override
  public CompletionStage<String> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining() && taken.hasRemaining()) {
        taken.put(buffer.get());
      }
    }
    if (!taken.hasRemaining() && subscription != null) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    body.complete(new String(taken.array(), 0, taken.position(), StandardCharsets.ISO_8859_1));
  }
}
