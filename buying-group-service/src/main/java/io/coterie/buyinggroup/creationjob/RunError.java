package io.coterie.buyinggroup.creationjob;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that went wrong in a run (D-30).
 *
 * @param accounts for how many accounts it did
 * @param example one of them
 */
@Schema(name = "CreationJobRunError")
public record RunError(String reason, int accounts, String example) {}
