package io.coterie.profile.ingestion;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what comes in over REST. */
@ConfigMapping(prefix = "coterie.profile.ingestion")
interface IngestionConfig {

    /** The longest body accepted that holds one document; it is read into memory as a whole. */
    @WithDefault("1M")
    MemorySize maxDocument();

    /** The longest line accepted. Raise it for larger documents; each body being read holds up to one line. */
    @WithDefault("1M")
    MemorySize maxLine();

    /** The longest bulk body accepted. Bodies are streamed, so raising it costs no memory, only the time of one request. */
    @WithDefault("4G")
    MemorySize maxBody();

    /** Lines stored in one transaction. More is faster up to about a thousand and loses more to one conflict. */
    @WithDefault("1000")
    int linesPerChunk();

    /** A chunk is full at this size too, so that long lines do not add up. */
    @WithDefault("2M")
    MemorySize bytesPerChunk();

    /** Bodies read at the same time; each holds up to three chunks. */
    @WithDefault("8")
    int maxConcurrentBodies();

    /** Results that a client has not read yet and that are kept in memory; what is more goes to a temporary file. */
    @WithDefault("256K")
    MemorySize maxUnreadResults();
}
