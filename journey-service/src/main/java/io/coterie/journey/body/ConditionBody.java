package io.coterie.journey.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A condition as written: exactly one of these. The library of conditions describes each scope. */
@Schema(
        name = "Condition",
        description =
                "A tree with exactly one of these keys: all, any or not of conditions, or a scope that says which records are"
                        + " tested; which scopes there are depends on the place",
        minProperties = 1,
        maxProperties = 1)
public record ConditionBody(
        @Nullable List<ConditionBody> all,
        @Nullable List<ConditionBody> any,
        @Nullable ConditionBody not,

        @Schema(description = "A test of the account") @Nullable
        JsonNode account,

        @Schema(description = "A test of this person") @Nullable
        JsonNode person,

        @Schema(description = "The account's people, with a quantifier") @Nullable
        JsonNode people,

        @Schema(description = "A buying group of the account for which all nested tests hold") @Nullable
        JsonNode buyingGroup,

        @Schema(description = "A test of this buying group") @Nullable
        JsonNode group,

        @Schema(description = "The number of people in a role of this buying group") @Nullable
        JsonNode roleMembers,

        @Schema(description = "This person's place in a buying group of the account") @Nullable
        JsonNode buyingGroupMember,

        @Schema(description = "An opportunity of the account for which all nested tests hold") @Nullable
        JsonNode opportunities,

        @Schema(description = "A test of this opportunity") @Nullable
        JsonNode opportunity,

        @Schema(description = "Id of an audience that the account is a member of") @Nullable
        String audience,

        @Schema(description = "What people did, or did not, within a time") @Nullable
        JsonNode events,

        @Schema(description = "A test of this event") @Nullable
        JsonNode event) {}
