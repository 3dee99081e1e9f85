package io.github.fwknoptunnel.compat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Marks tests that run on the servers of Debian 12 and of Debian 13. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"DEBIAN_12_PCAP", "DEBIAN_13_NFQUEUE"})
@interface OnEachDebian {}
