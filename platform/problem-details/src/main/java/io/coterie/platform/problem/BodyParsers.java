package io.coterie.platform.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Makes a {@link BodyParser}, in whatever form the body is handed over. */
final class BodyParsers extends JsonFactory {

    BodyParsers(JsonFactory settings) {
        super(settings, null);
    }

    /** The framework copies the factory for its writers. */
    @Override
    public JsonFactory copy() {
        return new BodyParsers(this);
    }

    @Override
    protected JsonParser _createParser(InputStream body, IOContext context) throws IOException {
        return new BodyParser(super._createParser(body, context));
    }

    @Override
    protected JsonParser _createParser(Reader body, IOContext context) throws IOException {
        return new BodyParser(super._createParser(body, context));
    }

    @Override
    protected JsonParser _createParser(char[] body, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return new BodyParser(super._createParser(body, offset, length, context, recyclable));
    }

    @Override
    protected JsonParser _createParser(byte[] body, int offset, int length, IOContext context) throws IOException {
        return new BodyParser(super._createParser(body, offset, length, context));
    }

    @Override
    protected JsonParser _createParser(DataInput body, IOContext context) throws IOException {
        return new BodyParser(super._createParser(body, context));
    }
}
