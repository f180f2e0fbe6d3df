package io.coterie.journey.body;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One step of a journey as written; {@code type} says which. */
@Schema(
        name = "Node",
        description = "One step of a journey; the type says which",
        oneOf = {
            NodeBody.AudienceNode.class,
            NodeBody.SplitNode.class,
            NodeBody.WaitNode.class,
            NodeBody.ListenNode.class,
            NodeBody.ActionNode.class,
            NodeBody.MergeNode.class,
            NodeBody.EndNode.class
        },
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "account-audience", schema = NodeBody.AudienceNode.class),
            @DiscriminatorMapping(value = "split-by-accounts", schema = NodeBody.SplitNode.class),
            @DiscriminatorMapping(value = "wait", schema = NodeBody.WaitNode.class),
            @DiscriminatorMapping(value = "listen", schema = NodeBody.ListenNode.class),
            @DiscriminatorMapping(value = "action", schema = NodeBody.ActionNode.class),
            @DiscriminatorMapping(value = "merge", schema = NodeBody.MergeNode.class),
            @DiscriminatorMapping(value = "end", schema = NodeBody.EndNode.class)
        })
public sealed interface NodeBody {

    /** What an id of a node looks like. */
    String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    String SPAN = "ISO 8601 duration, up to three years, such as P7D or PT90M";

    @Schema(name = "AudienceNode", description = "Who belongs to the audience enters, once")
    record AudienceNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "account-audience") String type,

            @Schema(description = "Id of an audience") String audience,

            @Schema(description = "Id of a node") String next)
            implements NodeBody {}

    @Schema(
            name = "SplitNode",
            description =
                    "The first path whose condition holds; without one, and without other accounts, the journey ends")
    record SplitNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "split-by-accounts") String type,
            List<SplitPath> paths,
            @Nullable OtherAccounts otherAccounts)
            implements NodeBody {}

    /** A way on from a split. */
    @Schema(name = "SplitPath")
    record SplitPath(String label, ConditionBody condition, String next) {}

    /** The way of accounts that match no path. */
    @Schema(name = "OtherAccounts")
    record OtherAccounts(@Nullable String label, String next) {}

    @Schema(name = "WaitNode", description = "Lets time pass")
    record WaitNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "wait") String type,
            @Schema(description = SPAN) String duration,
            String next)
            implements NodeBody {}

    @Schema(
            name = "ListenNode",
            description = "Waits for an event of the account's group or people, or until the time is over")
    record ListenNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "listen") String type,
            EventBody event,
            @Nullable Timeout timeout,
            String next)
            implements NodeBody {}

    /** When a listen is over; without a next node the journey ends then. */
    @Schema(name = "ListenTimeout")
    record Timeout(
            @Schema(description = SPAN) String duration,
            @Nullable String next) {}

    @Schema(name = "ActionNode", description = "Asks another service for an effect, and goes on at once")
    record ActionNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "action") String type,
            ActionBody action,

            @Schema(
                    description = "As the action's kind says",
                    enumeration = {"people", "accounts"})
            @Nullable
            String context,

            @Schema(description = "Narrows the people of an action on people, by a condition on a person") @Nullable
            ConditionBody people,

            @Schema(description = "Whether the effect happens to the same person only once in a run") @Nullable
            Boolean oncePerRunAndPerson,

            String next)
            implements NodeBody {}

    @Schema(name = "MergeNode", description = "Brings paths together")
    record MergeNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "merge") String type,
            String next) implements NodeBody {}

    @Schema(name = "EndNode", description = "The journey is over; counted under its label, or its id")
    record EndNode(
            @Schema(pattern = ID) String id,
            @Schema(enumeration = "end") String type,
            @Nullable String label) implements NodeBody {}
}
