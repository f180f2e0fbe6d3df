package io.coterie.profile.person;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which person another one turned out to be.
 *
 * @param into source key of the person that stays
 */
@Schema(name = "MergePerson")
record MergePersonRequest(@NotBlank @Size(max = 512) String into) {}
