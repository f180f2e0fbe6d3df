package io.coterie.activation.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.activation.destination.AudienceDifference.Action;
import io.coterie.activation.destination.AudienceDifference.Element;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementResultsTest {

    private static final Company ACME = new Company("Acme", "acme.example", "mail.acme.example");
    private static final Member JOINING = new Member("1", 1, new Held.Absent(), new Target.Wanted(ACME), 2);
    private static final Member LEAVING = new Member("2", 1, new Held.Present(ACME), new Target.Unwanted(), 0);

    @Test
    void anElementCarriesWhatLinkedInRecognisesCompaniesBy() {
        assertThat(ElementResults.body(List.of(
                                new Element(Action.ADD, ACME, List.of(JOINING)),
                                new Element(Action.REMOVE, new Company(null, null, "a.example"), List.of(LEAVING))))
                        .toString())
                .isEqualTo("{\"elements\":[{\"action\":\"ADD\",\"companyName\":\"Acme\","
                        + "\"companyWebsiteDomain\":\"acme.example\",\"companyEmailDomain\":\"mail.acme.example\"},"
                        + "{\"action\":\"REMOVE\",\"companyEmailDomain\":\"a.example\"}]}");
    }

    @Test
    void everyElementHasAResultOfItsOwn() throws Exception {
        List<Element> elements = List.of(
                new Element(Action.ADD, ACME, List.of(JOINING)), new Element(Action.REMOVE, ACME, List.of(LEAVING)));

        List<Ruling> rulings = ElementResults.read(
                elements,
                new ObjectMapper()
                        .readTree(
                                "{\"elements\":[{\"status\":400,\"error\":{\"message\":\"bad domain\"}},{\"status\":201}]}"));

        assertThat(rulings)
                .containsExactly(
                        new Ruling.Impossible(JOINING, new Held.Absent(), "bad domain"),
                        new Ruling.Reached(LEAVING, new Held.Absent()));
    }

    @Test
    void anElementPutOffWaitsLongerEachTime() throws Exception {
        List<Ruling> rulings = ElementResults.read(
                List.of(new Element(Action.ADD, ACME, List.of(JOINING))),
                new ObjectMapper().readTree("{\"elements\":[{\"status\":429}]}"));

        assertThat(rulings).containsExactly(new Ruling.Again(JOINING, new Held.Absent(), Duration.ofSeconds(2), true));
    }

    @Test
    void anElementWithoutResultStaysUnknown() throws Exception {
        List<Ruling> rulings = ElementResults.read(
                List.of(new Element(Action.ADD, ACME, List.of(JOINING))),
                new ObjectMapper().readTree("{\"elements\":[]}"));

        assertThat(rulings)
                .singleElement()
                .satisfies(ruling -> assertThat(ruling.held()).isEqualTo(new Held.Unknown(ACME)));
    }
}
