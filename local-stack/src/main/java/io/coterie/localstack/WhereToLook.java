package io.coterie.localstack;

import io.coterie.localstack.demo.DemoEnvironment;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What the demo points at below its report: only what is there for whoever reads it. */
final class WhereToLook {

    private static final String HEADLINE = "\nWhere to look further";

    private WhereToLook() {}

    /** @param idOf the id of a definition by the name the job calls it */
    static String whileItRuns(DemoEnvironment environment, UnaryOperator<String> idOf) {
        return HEADLINE
                + "\n    groups      " + environment.buyingGroups() + "/v1/buying-groups?solutionInterest="
                + idOf.apply("interest")
                + "\n    journey     " + environment.journeys() + "/v1/journeys/" + idOf.apply("journey")
                + "/statistics"
                + "\n    deliveries  " + environment.activation() + "/v1/deliveries"
                + "\n    mailbox     " + environment.mailbox() + "/messages"
                + "\n    input       " + environment.directory();
    }

    static String onceItHasStopped(DemoEnvironment environment, Path logs) {
        return HEADLINE
                + "\n    the suite   stops now; ./coterie demo --keep leaves it running and says where its groups, mails and"
                + " runs are"
                + "\n    input       " + environment.directory()
                + "\n    logs        " + logs;
    }
}
