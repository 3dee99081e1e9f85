package io.github.fwknoptunnel.spa.testing;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test that has a parameter of type {@link FakeFwknopd} a server of its own, which is
 * closed after it: {@code @ExtendWith(FakeFwknopdExtension.class)}.
 */
public final class FakeFwknopdExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == FakeFwknopd.class;
  }

  @Override
  public FakeFwknopd resolveParameter(ParameterContext parameter, ExtensionContext test) {
    try {
      FakeFwknopd server = FakeFwknopd.start();
      test.getStore(ExtensionContext.Namespace.create(getClass()))
          .put(parameter.getIndex(), server);
      return server;
    } catch (IOException e) {
      throw new ParameterResolutionException("no server: " + e.getMessage(), e);
    }
  }
}
