package io.coterie.localstack;

import io.coterie.localstack.demo.DemoEnvironment;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.net.URI;

/** Tells the main job where a stack's public doors are. */
public final class DemoEnvironments {

    private DemoEnvironments() {}

    /** The doors of a running stack, as a program of the organisation acme uses them. */
    public static DemoEnvironment of(Stack stack) {
        return new DemoEnvironment(
                stack.url(Part.PROFILE_SERVICE),
                stack.url(Part.BUYING_GROUP_SERVICE),
                stack.url(Part.JOURNEY_SERVICE),
                stack.url(Part.ACTIVATION_SERVICE),
                URI.create(stack.issuer() + "/protocol/openid-connect/token"),
                "coterie-services",
                stack.secrets().clientSecret(),
                "acme@CoterieOrg",
                stack.url(Part.SIMULATORS),
                stack.mailboxUrl(),
                stack.bootstrapServers(),
                stack.dkimName(),
                stack.dkimRecord(),
                stack.settings().data().resolve("input"));
    }
}
