package io.coterie.buyinggroup.weightingmodel;

import static io.coterie.buyinggroup.weightingmodel.EngagementType.CURATED;
import static io.coterie.buyinggroup.weightingmodel.EngagementType.EMAIL;
import static io.coterie.buyinggroup.weightingmodel.EngagementType.EVENT;
import static io.coterie.buyinggroup.weightingmodel.EngagementType.WEB;

import io.coterie.buyinggroup.definition.Trace;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The model every sandbox starts with (WGT-02): the standard catalogue (D-47), each activity as the XDM experience
 * event that records it. XDM has no event types for attending and registering, so those two are Coterie's own.
 */
final class StandardModel {

    static final String NAME = "Activity weighting model 1";
    static final String BY = "system";

    private static final String TRIVIAL = "Trivial";
    private static final String MINOR = "Minor";
    private static final String NORMAL = "Normal";

    static final List<Band> BANDS = List.of(
            new Band("No weight", 0),
            new Band(TRIVIAL, 30),
            new Band(MINOR, 40),
            new Band(NORMAL, 60),
            new Band("Important", 90),
            new Band("Vital", 100));

    private StandardModel() {}

    static WeightingModel of(Instant now) {
        return new WeightingModel(
                new UUID(0, 0),
                NAME,
                null,
                WeightingModel.Status.ACTIVE,
                BANDS,
                List.of(
                        weight("event.attended", "Attend Event", EVENT, NORMAL, now),
                        weight("event.registered", "Register for Event", EVENT, NORMAL, now),
                        weight("leadOperation.interestingMoment", "Interesting Moment", CURATED, NORMAL, now),
                        weight("web.formFilledOut", "Form Filled Out", WEB, MINOR, now),
                        weight("web.webinteraction.linkClicks", "Link Clicks", WEB, MINOR, now),
                        weight("web.webpagedetails.pageViews", "Page Views", WEB, MINOR, now),
                        weight("directMarketing.emailClicked", "Email Clicked", EMAIL, TRIVIAL, now),
                        weight("directMarketing.emailOpened", "Email Opened", EMAIL, TRIVIAL, now)),
                1,
                Trace.begun(now, BY),
                now,
                BY);
    }

    private static ActivityWeight weight(String activity, String label, EngagementType type, String band, Instant now) {
        return new ActivityWeight(activity, label, type, band, now, BY);
    }
}
