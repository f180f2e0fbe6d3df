package io.coterie.buyinggroup.crm;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.groupview.GroupView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a seller sees on a CRM record (CRM-01).
 *
 * @param kind account, contact or lead
 * @param key the record's source key here
 * @param name of the account or person
 * @param jobTitle of a person
 * @param buyingGroups the account's, or those the person is a member of, the last updated first; up to a hundred
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CrmView(
        String kind,
        String crmId,
        String key,
        @Nullable String name,
        @Nullable String jobTitle,
        List<GroupView> buyingGroups) {}
