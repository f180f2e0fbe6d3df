package io.coterie.buyinggroup.browse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.buyinggroup.parameter.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bands in which scores are counted; a score belongs to the band of its rounded value (§17.1, D-67). */
public enum ScoreBand {
    UP_TO_25(0, 25),
    UP_TO_50(26, 50),
    UP_TO_75(51, 75),
    UP_TO_100(76, 100);

    private final int least;
    private final int most;

    ScoreBand(int least, int most) {
        this.least = least;
        this.most = most;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    @JsonValue
    public String label() {
        return least + "-" + most;
    }

    @JsonCreator
    static ScoreBand ofLabel(String label) {
        return Arrays.stream(values())
                .filter(band -> band.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no band " + label));
    }

    static @Nullable ScoreBand of(String parameter, @Nullable String label) {
        String text = Parameter.text(parameter, label);
        if (text == null) {
            return null;
        }
        return Arrays.stream(values())
                .filter(band -> band.label().equals(text))
                .findFirst()
                .orElseThrow(() -> Parameter.refused(parameter, "Expected 0-25, 26-50, 51-75 or 76-100."));
    }
}
