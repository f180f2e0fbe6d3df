package io.coterie.buyinggroup.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What exports may cost. */
@ConfigMapping(prefix = "coterie.buying-group.export")
interface ExportConfig {

    /** How long a file can be downloaded; longer keeps more copies of names of accounts. */
    @WithDefault("24h")
    Duration keptFor();

    /** How many groups a file may have; an export of more fails and says so. */
    @WithDefault("1000000")
    int maxRows();

    /** How many exports of a sandbox may wait at the same time. */
    @WithDefault("10")
    int maxWaiting();

    /** How many exports of a sandbox may be there at the same time, whatever became of them. */
    @WithDefault("50")
    int maxKept();

    /** How many groups all files of a sandbox may have together; an export that would bring more fails and says so. */
    @WithDefault("3000000")
    long maxRowsKept();

    /** How many groups are read and written at a time; more needs more memory and fewer statements. */
    @WithDefault("1000")
    int pageSize();

    /** How often an export that fails is tried before it is given up. */
    @WithDefault("3")
    int maxAttempts();
}
