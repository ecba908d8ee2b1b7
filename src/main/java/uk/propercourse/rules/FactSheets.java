package uk.propercourse.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/** All facts of the accesses that are in {@code judged}, as rules would read them. */
@Service
public class FactSheets {

    private final JdbcClient jdbc;
    private final Force force;

    FactSheets(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** For each access the value of each fact by name, in the vocabulary's order; a null value is unknown. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, Map<String, @Nullable Object>> list() {
        Map<UUID, Map<String, @Nullable Object>> sheets = new LinkedHashMap<>();
        jdbc.sql(Vocabulary.assemble(Vocabulary.list(), "true"))
                .param("force", force.id())
                .query((row, n) -> {
                    Map<String, @Nullable Object> sheet = new LinkedHashMap<>();
                    for (Fact fact : Vocabulary.list()) {
                        sheet.put(fact.name(), row.getObject(fact.column()));
                    }
                    return sheets.put(row.getObject("event_key", UUID.class), sheet) == null;
                })
                .list();
        return sheets;
    }
}
