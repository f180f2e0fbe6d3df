/** What both simulators need to answer JSON over HTTP. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
