/** Organisation, sandbox and permissions of a request or event, and the only way to open a transaction. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.tenancy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
