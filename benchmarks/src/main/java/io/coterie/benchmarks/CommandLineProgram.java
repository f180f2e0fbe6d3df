package io.coterie.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Talks to the person at the terminal through standard output. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface CommandLineProgram {}
