package io.coterie.endtoend;

import static org.awaitility.Awaitility.await;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sandbox of a test's own, with numbered companies and their people; no other sandbox has their keys. */
record OwnSandbox(String name, Api api) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String EVERYBODY = """
            {"name": "Everybody", "kind": "account",
             "condition": {"account": {"field": "accountName", "operator": "IS_NOT_EMPTY"}}}""";

    static OwnSandbox provisioned(Stack stack, String name) {
        Api api = Api.inSandbox(stack, name);
        api.post(Part.PROFILE_SERVICE, "/v1/sandboxes", "{\"name\":\"" + name + "\",\"title\":\"Of a test\"}")
                .expect(201);
        await().atMost(PATIENCE)
                .until(() -> api.get(Part.PROFILE_SERVICE, "/v1/sandboxes/" + name)
                        .expect(200)
                        .get("status")
                        .asText()
                        .equals("ready"));
        return new OwnSandbox(name, api);
    }

    /** Makes companies from 0 on, each with people of these titles; answers the id of an audience of all companies. */
    String populate(int companies, IntFunction<List<String>> titles) {
        api.bulk(
                Part.PROFILE_SERVICE,
                "/v1/accounts/bulk",
                IntStream.range(0, companies).mapToObj(this::company).toList());
        api.bulk(
                Part.PROFILE_SERVICE,
                "/v1/persons/bulk",
                IntStream.range(0, companies)
                        .boxed()
                        .flatMap(company -> people(company, titles.apply(company)))
                        .toList());
        String audience = api.post(Part.PROFILE_SERVICE, "/v1/audiences", EVERYBODY)
                .expect(202)
                .get("id")
                .asText();
        AtRest.await(api);
        return audience;
    }

    /** Defines something of buying groups; answers its id. */
    String defined(String path, String definition) {
        return api.post(Part.BUYING_GROUP_SERVICE, path, definition)
                .expect(201)
                .get("id")
                .asText();
    }

    /** The same, of what has to be published. */
    String published(String path, String definition) {
        String id = defined(path, definition);
        api.post(Part.BUYING_GROUP_SERVICE, path + "/" + id + "/publish", "{}").expect(200);
        return id;
    }

    String companyKey(int company) {
        return sourceKey(companyId(company));
    }

    /** @param place among the company's people, from 0 */
    String personKey(int company, int place) {
        return sourceKey(personId(company, place));
    }

    /** A person as their CRM tells of them, in one line. */
    String person(int company, int place, String title) {
        return """
                {"b2b": {"personKey": %s}, "workEmail": {"address": "p%d@company%d.example"}, \
                "extendedWorkDetails": {"jobTitle": "%s"}, "personComponents": [{"sourceAccountKey": %s}]}""".formatted(key(personId(company, place)), place, company, title, key(companyId(company)));
    }

    private Stream<String> people(int company, List<String> titles) {
        return IntStream.range(0, titles.size()).mapToObj(place -> person(company, place, titles.get(place)));
    }

    private String company(int company) {
        return "{\"accountKey\": %s, \"accountName\": \"Company %d\"}".formatted(key(companyId(company)), company);
    }

    private static String companyId(int company) {
        return "c" + company;
    }

    private static String personId(int company, int place) {
        return "p" + company + "-" + place;
    }

    private String key(String id) {
        return "{\"sourceID\": \"%s\", \"sourceInstanceID\": \"%s\", \"sourceType\": \"CRM\", \"sourceKey\": \"%s\"}"
                .formatted(id, name, sourceKey(id));
    }

    private String sourceKey(String id) {
        return id + "@" + name + ".CRM";
    }
}
