package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Parameter;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose memberships count: of these interests and accounts. */
public class ContactFilter {

    @QueryParam("solutionInterest")
    @Nullable
    List<String> solutionInterest;

    @QueryParam("account")
    @Nullable
    List<String> account;

    List<String> accounts() {
        return Parameter.texts("account", account);
    }

    List<String> interests() {
        return Parameter.texts("solutionInterest", solutionInterest);
    }

    GroupSearch search() {
        return GroupSearch.of(interests(), accounts(), List.of(), List.of(), List.of());
    }
}
