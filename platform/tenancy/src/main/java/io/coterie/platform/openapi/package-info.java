/** What every service's published OpenAPI document says about every operation. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
