/** Stands for another service in the architecture test. */
@NullMarked
package io.coterie.journey.foreign;

import org.jspecify.annotations.NullMarked;
