package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.account;
import static io.coterie.platform.conditions.ConditionFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A condition outlives the fields it was written with. */
class StoredConditionTest {

    private static final String TIER = "{'account': {'field': '_acme.tier', 'operator': 'IS', 'value': 'gold'}}";
    private static final String NAME = "{'account': {'field': 'accountName', 'operator': 'IS', 'value': 'A'}}";

    private final AccountFacts gold = account("{'accountName': 'A', '_acme': {'tier': 'gold'}}");

    @Test
    void aTestOfAFieldThatIsGoneDoesNotMatchAndTheOthersDo() {
        assertThat(stored(TIER).matches(gold)).isFalse();
        assertThat(stored("{'any': [" + TIER + "," + NAME + "]}").matches(gold)).isTrue();
        assertThat(stored("{'not': " + TIER + "}").matches(gold)).isTrue();
    }

    @Test
    void anExpressionOverAFieldThatIsGoneDoesNotMatch() {
        assertThat(stored("{'account': {'expression': 'account._acme.tier == \\\"gold\\\" || true'}}")
                        .matches(gold))
                .isFalse();
    }

    @Test
    void aFieldThatHasAnotherTypeNowIsAsGoodAsGone() {
        FieldCatalogue changed = FieldCatalogue.standard().with(RecordKind.ACCOUNT, "_acme.tier", FieldType.BOOLEAN);

        assertThat(ConditionCompiler.compileStored(json(TIER), changed, ConditionRoot.ACCOUNT_AUDIENCE, Set.of())
                        .matches(gold))
                .isFalse();
    }

    @Test
    void theExplanationSaysThatTheFieldIsGone() {
        Explanation explanation = stored(TIER).explain(gold);

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.missing()).isTrue();
        assertThat(explanation.problem()).contains("unknown field '_acme.tier'");
    }

    @Test
    void aFieldThatIsThereIsTestedAsEver() {
        FieldCatalogue fields = FieldCatalogue.standard().with(RecordKind.ACCOUNT, "_acme.tier", FieldType.STRING);

        assertThat(ConditionCompiler.compileStored(json(TIER), fields, ConditionRoot.ACCOUNT_AUDIENCE, Set.of())
                        .matches(gold))
                .isTrue();
    }

    @Test
    void whatIsNoConditionStaysRefused() {
        assertThatThrownBy(() -> stored("{'all': []}")).isInstanceOf(InvalidCondition.class);
    }

    private static CompiledCondition stored(String tree) {
        return ConditionCompiler.compileStored(
                json(tree), FieldCatalogue.standard(), ConditionRoot.ACCOUNT_AUDIENCE, Set.of());
    }
}
