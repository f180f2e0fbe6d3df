package io.coterie.simulators.linkedin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A DMP segment and every company it ever heard of. */
final class Segment {

    private final Change.SegmentCreated created;
    private final List<Company> companies = new ArrayList<>();
    private final Map<String, Company> byIdentifier = new HashMap<>();
    private String name;
    private Optional<String> description;
    private long lastModified;
    private int rejectedElements;

    Segment(Change.SegmentCreated created) {
        this.created = created;
        this.name = created.name();
        this.description = created.description();
        this.lastModified = created.at();
    }

    void patch(Change.SegmentPatched patch) {
        patch.name().ifPresent(newName -> name = newName);
        patch.description().ifPresent(newDescription -> description = Optional.of(newDescription));
        lastModified = patch.at();
    }

    void stream(Change.CompaniesStreamed streamed) {
        for (CompanyUpdate update : streamed.updates()) {
            company(update).receive(update, streamed.at());
        }
        rejectedElements += streamed.rejected();
        lastModified = streamed.at();
    }

    private Company company(CompanyUpdate update) {
        Company company = update.identifiers().stream()
                .filter(byIdentifier::containsKey)
                .findFirst()
                .map(byIdentifier::get)
                .orElseGet(this::newCompany);
        update.identifiers().forEach(identifier -> byIdentifier.putIfAbsent(identifier, company));
        update.companyName().ifPresent(n -> byIdentifier.putIfAbsent(CompanyUpdate.nameIdentifier(n), company));
        return company;
    }

    private Company newCompany() {
        Company company = new Company();
        companies.add(company);
        return company;
    }

    long id() {
        return created.id();
    }

    String name() {
        return name;
    }

    Optional<String> description() {
        return description;
    }

    String type() {
        return created.type();
    }

    String sourcePlatform() {
        return created.sourcePlatform();
    }

    String sourceSegmentId() {
        return created.sourceSegmentId();
    }

    String account() {
        return created.account();
    }

    long createdAt() {
        return created.at();
    }

    long lastModified() {
        return lastModified;
    }

    int rejectedElements() {
        return rejectedElements;
    }

    /** In the order in which they were first mentioned, those that left included. */
    List<Company> companies() {
        return companies;
    }

    int companyCount() {
        return (int) companies.stream().filter(Company::isPresent).count();
    }

    boolean acceptsCompanies() {
        return type().equals("COMPANY");
    }
}
