package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCatalogueTest {

    @Test
    void theDefaultAttributesHaveTheirTypes() {
        FieldCatalogue fields = FieldCatalogue.standard();

        assertThat(fields.fields(RecordKind.ACCOUNT)).hasSize(16);
        assertThat(fields.fields(RecordKind.PERSON)).hasSize(22);
        assertThat(fields.find(RecordKind.ACCOUNT, "accountOrganization.annualRevenue.amount"))
                .map(FieldDefinition::type)
                .contains(FieldType.NUMBER);
        assertThat(fields.find(RecordKind.ACCOUNT, "primaryEmailDomain"))
                .map(FieldDefinition::type)
                .contains(FieldType.STRING);
        assertThat(fields.find(RecordKind.PERSON, "b2b.isMarketingSuspended"))
                .map(FieldDefinition::type)
                .contains(FieldType.BOOLEAN);
        assertThat(fields.find(RecordKind.PERSON, "roles"))
                .map(FieldDefinition::type)
                .contains(FieldType.STRING_LIST);
        assertThat(fields.find(RecordKind.ACCOUNT, "roles")).isEmpty();
    }

    @Test
    void aCustomFieldIsReadLikeAnyOther() {
        FieldCatalogue fields =
                FieldCatalogue.standard().with(RecordKind.ACCOUNT, "_acme.score", FieldType.INTEGER, "Score");

        CompiledCondition high = ConditionCompiler.compile(
                json("{'account': {'field': '_acme.score', 'operator': 'AT_LEAST', 'value': 5}}"),
                fields,
                ConditionRoot.ACCOUNT_AUDIENCE);

        assertThat(high.matches(ConditionFixtures.account("{'_acme': {'score': 7}}")))
                .isTrue();
        assertThat(high.inWords()).isEqualTo("Score is at least 5");
        assertThat(FieldCatalogue.standard().find(RecordKind.ACCOUNT, "_acme.score"))
                .isEmpty();
    }

    @Test
    void aSandboxesOwnFieldsAreAddedAsFarAsAConditionCanReadThem() {
        FieldCatalogue fields = CustomFields.add(FieldCatalogue.standard(), "account", json("""
                {'fields': [{'path': '_acme.tier', 'type': 'string', 'label': 'Tier'},
                            {'path': '_acme.since', 'type': 'date'},
                            {'path': '_acme.logo', 'type': 'image', 'label': 'Logo'},
                            {'path': '_acme.a-b', 'type': 'string', 'label': 'Dash'}]}"""));

        assertThat(fields.find(RecordKind.ACCOUNT, "_acme.tier"))
                .map(FieldDefinition::label)
                .contains("Tier");
        assertThat(fields.find(RecordKind.ACCOUNT, "_acme.since"))
                .map(FieldDefinition::type)
                .contains(FieldType.DATE);
        assertThat(fields.find(RecordKind.ACCOUNT, "_acme.logo")).isEmpty();
        assertThat(fields.find(RecordKind.ACCOUNT, "_acme.a-b")).isEmpty();
        assertThat(CustomFields.add(fields, "campaign", json("{'fields': []}"))).isSameAs(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", "a..b", "a-b", "1a", "a b", "a.in", "null", "a.true.b", "a$b"})
    void aPathThatExpressionsCannotNameIsRefused(String path) {
        assertThat(FieldCatalogue.isPath(path)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> refuse(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_acme.tier_1", "inside.nullable", "person.name.firstName"})
    void aPathOfWordsIsAccepted(String path) {
        assertThat(FieldCatalogue.isPath(path)).isTrue();
    }

    private static void refuse(String path) {
        FieldCatalogue accepted = FieldCatalogue.standard().with(RecordKind.ACCOUNT, path, FieldType.STRING);
        throw new AssertionError("accepted: " + accepted.find(RecordKind.ACCOUNT, path));
    }
}
