package io.coterie.localstack.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the suite runs that the demonstration uses.
 *
 * @param tokenEndpoint of the realm
 * @param clientSecret of the service client, which may do everything
 * @param dkimName DNS name of the DKIM public key, {@code <selector>._domainkey.<domain>}
 * @param dkimRecord its TXT record
 * @param directory where the demonstration writes its input files
 */
public record DemoEnvironment(
        URI profile,
        URI buyingGroups,
        URI journeys,
        URI activation,
        URI tokenEndpoint,
        String clientId,
        String clientSecret,
        String organisation,
        URI linkedIn,
        URI mailbox,
        String kafka,
        String dkimName,
        String dkimRecord,
        Path directory) {}
