package io.coterie.simulators;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A program that talks to whoever started it through standard output. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface CommandLineProgram {}
