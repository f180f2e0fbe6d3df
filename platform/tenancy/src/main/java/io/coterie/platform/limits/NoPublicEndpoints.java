package io.coterie.platform.limits;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Of a service where every endpoint asks for a token. */
@DefaultBean
@ApplicationScoped
class NoPublicEndpoints implements PublicEndpoints {

    @Override
    public boolean contain(String path) {
        return false;
    }
}
