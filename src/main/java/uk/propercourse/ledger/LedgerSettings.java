package uk.propercourse.ledger;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this force's ledger is named, signed and witnessed.
 *
 * @param origin the log's name, the first line of each checkpoint and the name of its key; unique among logs
 * @param keyFile the signing key, outside the database and readable by the owner alone; copy it to a safe place
 * @param witness who else keeps checkpoints
 */
@ConfigurationProperties("propercourse.ledger")
public record LedgerSettings(
        @DefaultValue("propercourse/force-${propercourse.force:1}")
        String origin,

        @DefaultValue("${propercourse.home:./data}/ledger.key")
        Path keyFile,

        @DefaultValue Witness witness) {

    /**
     * Who else keeps checkpoints, so that rewriting history means rewriting what others hold.
     *
     * @param folder where each day's checkpoint is written, best on another machine's disk; none when not set
     * @param mail an address to which each day's checkpoint is sent; none when not set
     * @param keys verifier keys ({@code name+hash+key}) of witnesses whose cosignatures are accepted
     */
    public record Witness(
            @Nullable Path folder,
            @Nullable String mail,
            @DefaultValue List<String> keys) {

        /** Copies the list. */
        public Witness {
            keys = List.copyOf(keys);
        }
    }
}
