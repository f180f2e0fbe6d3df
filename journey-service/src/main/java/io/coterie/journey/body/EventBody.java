package io.coterie.journey.body;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The event that a listen waits for, as written. */
@Schema(
        name = "AwaitedEvent",
        description = "What a listen waits for, once",
        oneOf = {EventBody.OfGroup.class, EventBody.OfPerson.class})
public sealed interface EventBody {

    @Schema(name = "GroupEvent", description = "Something happens to the account's buying group of the interest")
    record OfGroup(
            @Schema(
                    enumeration = {
                        "member-assigned",
                        "member-removed",
                        "stage-changed",
                        "status-changed",
                        "completeness-changed",
                        "engagement-changed",
                        "qualified",
                        "disqualified"
                    })
            String type,

            @Schema(description = "Id of a solution interest")
            String solutionInterest,

            @Schema(description = "Constraints over the event") @Nullable
            ConditionBody where)
            implements EventBody {}

    @Schema(name = "PersonEvent", description = "Some person of the account does something")
    record OfPerson(
            @Schema(enumeration = "experience-event") String type,

            @Schema(description = "XDM event type, such as web.formFilledOut")
            String eventType,

            @Schema(description = "Constraints over the event") @Nullable
            ConditionBody where)
            implements EventBody {}
}
