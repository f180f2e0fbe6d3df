package io.coterie.platform.testing;

import io.vertx.mutiny.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that counts the statements it is given. */
public final class CountedStatements {

    private CountedStatements() {}

    public static SqlConnection of(SqlConnection connection, AtomicInteger count) {
        io.vertx.sqlclient.SqlConnection delegate = connection.getDelegate();
        return new SqlConnection((io.vertx.sqlclient.SqlConnection) Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(),
                new Class<?>[] {io.vertx.sqlclient.SqlConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("preparedQuery")
                            || method.getName().equals("query")) {
                        count.incrementAndGet();
                    }
                    try {
                        return method.invoke(delegate, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
