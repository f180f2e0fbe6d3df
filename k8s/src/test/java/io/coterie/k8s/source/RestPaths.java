package io.coterie.k8s.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** First path segments of a service's REST resources: {@code /v1/accounts} of {@code /v1/accounts/{accountKey}}. */
public final class RestPaths {

    private static final Pattern FIRST_SEGMENT = Pattern.compile("^(/v\\d+/[^/{]+)");

    private RestPaths() {}

    public static Set<String> of(String service) {
        Set<String> found = new TreeSet<>();
        for (ClassTree type : JavaSource.typesMentioning(service, "@Path")) {
            JavaSource.annotation(type.getModifiers(), "Path")
                    .flatMap(path -> JavaSource.element(path, "value"))
                    .ifPresent(path -> addAll(path, type, found));
        }
        return found;
    }

    private static void addAll(String path, ClassTree type, Set<String> found) {
        Optional<String> capability = firstSegment(path);
        if (capability.isPresent()) {
            found.add(capability.get());
            return;
        }
        // The capability's name stands at the methods.
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                JavaSource.annotation(method.getModifiers(), "Path")
                        .flatMap(annotation -> JavaSource.element(annotation, "value"))
                        .map(own -> (path + "/" + own).replaceAll("/+", "/"))
                        .map(whole -> firstSegment(whole).orElse(whole))
                        .ifPresent(found::add);
            }
        }
    }

    private static Optional<String> firstSegment(String path) {
        Matcher segment = FIRST_SEGMENT.matcher(path);
        return segment.find() ? Optional.of(segment.group(1)) : Optional.empty();
    }
}
