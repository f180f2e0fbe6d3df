package io.coterie.profile.audience;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A member of an audience.
 *
 * @param revision of the membership; a streamed change with a higher one wins
 */
@Schema(name = "AudienceMember")
record MemberView(String memberKey, long revision) {}
