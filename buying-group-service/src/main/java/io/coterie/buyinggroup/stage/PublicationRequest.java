package io.coterie.buyinggroup.stage;

import org.jspecify.annotations.Nullable;

/**
 * What goes with the publication of a stage model.
 *
 * @param stageMap where the groups in each stage of the live version go; needed when there is one
 */
record PublicationRequest(@Nullable StageMap stageMap) {

    static final PublicationRequest EMPTY = new PublicationRequest(null);
}
