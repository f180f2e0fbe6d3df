package io.coterie.platform.limits;

/** Endpoints that anybody may call, with a token or without. A service that has some provides a bean. */
public interface PublicEndpoints {

    boolean contain(String path);
}
