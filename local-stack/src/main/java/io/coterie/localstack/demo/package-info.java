/** The main job from beginning to end, through the public doors only, with a report that is checked. */
@CheckReturnValue
@NullMarked
package io.coterie.localstack.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
