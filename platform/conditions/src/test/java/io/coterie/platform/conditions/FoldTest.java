package io.coterie.platform.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FoldTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.FIRST)
    void foldedTextsAreEqualExactlyWhenTheTextsAreWithoutCase(
            @ForAll @StringLength(max = 3) String one, @ForAll @StringLength(max = 3) String other) {
        assertThat(Fold.fold(one).equals(Fold.fold(other))).isEqualTo(one.equalsIgnoreCase(other));
    }

    @Test
    void everyCharacterFoldsLikeItsOtherCase() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(c);
            String upper = Character.toString(Character.toUpperCase(c));
            String folded = Fold.fold(text);
            if (!folded.equals(Fold.fold(upper)) || !folded.equals(Fold.fold(folded))) {
                throw new AssertionError("U+" + Integer.toHexString(c));
            }
        }
    }

    @Test
    void theBeginningOfATextFoldsTheSameWhateverFollows() {
        assertThat(Fold.fold("ΟΔΟΣ ΑΒ")).startsWith(Fold.fold("οδος"));
        assertThat(Fold.fold("ΟΔΟΣΑ")).startsWith(Fold.fold("ΟΔΟΣ"));
        assertThat(Fold.fold("İstanbul")).isEqualTo("istanbul");
    }
}
