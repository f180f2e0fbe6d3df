package io.coterie.k8s.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import io.coterie.contracts.Topics;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Topics that a service's code names by their constant in {@link Topics}. */
public final class TopicUse extends TreeScanner<@Nullable Void, Set<String>> {

    private TopicUse() {}

    public static Set<String> namedBy(String service) {
        Set<String> topics = new TreeSet<>();
        for (ClassTree type : JavaSource.typesMentioning(service, "Topics.")) {
            new TopicUse().scan(type, topics);
        }
        return topics;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree member, Set<String> topics) {
        if (member.getExpression().toString().equals("Topics")) {
            String name = member.getIdentifier().toString();
            if (name.startsWith("partner")) {
                topics.add(partnerTopic(name));
            } else if (name.matches("[A-Z_]+") && !name.equals("ALL")) {
                topics.add(topic(name));
            }
        }
        return super.visitMemberSelect(member, topics);
    }

    private static String topic(String constant) {
        try {
            return (String) Topics.class.getField(constant).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Topics has no " + constant, e);
        }
    }

    private static String partnerTopic(String method) {
        try {
            return (String) Topics.class.getMethod(method, String.class).invoke(null, "any");
        } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
            throw new IllegalStateException("Topics has no " + method, e);
        }
    }
}
