/** Lists that page by opaque cursor, and entity tags: the same conventions at every resource of the suite. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.paging;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
