package io.coterie.platform.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses U+0000 in every text and name of a body, also in the parts that are read as JSON of any shape. */
final class BodyParser extends JsonParserDelegate {

    BodyParser(JsonParser body) {
        super(body);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.VALUE_STRING && NulCharacter.isIn(getText())) {
            throw refusal(getParsingContext().pathAsPointer());
        }
        if (token == JsonToken.FIELD_NAME && NulCharacter.isIn(currentName())) {
            // The object that has the name, since a pointer to the field would carry the character on.
            throw refusal(getParsingContext().pathAsPointer().head());
        }
        return token;
    }

    /** The delegate's own would pass by {@link #nextToken}. */
    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    private NulCharacterException refusal(JsonPointer place) {
        return new NulCharacterException(this, place.toString());
    }
}
