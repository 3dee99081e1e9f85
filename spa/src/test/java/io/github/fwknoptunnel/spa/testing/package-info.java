/**
 * For tests of programs that knock: {@link io.github.fwknoptunnel.spa.testing.FakeFwknopd} is a
 * server without root and without a firewall. The test-jar of the module has this package.
 */
@NullMarked
package io.github.fwknoptunnel.spa.testing;

import org.jspecify.annotations.NullMarked;
