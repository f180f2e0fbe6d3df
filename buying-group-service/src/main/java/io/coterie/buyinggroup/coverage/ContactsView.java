package io.coterie.buyinggroup.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contacts behind one cell of the matrix.
 *
 * @param words the sentence that says what they are
 * @param next opaque cursor of the following page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContactsView(
        String words,
        long contacts,
        List<ContactView> items,
        @Nullable String next) {}
