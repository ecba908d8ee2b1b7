package uk.propercourse.review;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.intake.Format;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.kernel.WebOnly;

/** Brings in rows of casework that people made here: by intake, like a feed's. */
@Service
@WebOnly
class CaseworkRows {

    private final IntakeService intake;
    private final JsonMapper json;

    CaseworkRows(IntakeService intake, JsonMapper json) {
        this.intake = intake;
        this.json = json;
    }

    /** A row of names and values, one after the other. */
    static Map<String, Object> row(String... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    /** Brings them in as one batch. */
    void load(String feed, String source, List<Map<String, Object>> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(json.writeValueAsString(row)).append('\n'));
        try {
            intake.load(
                    intake.getFeed(feed),
                    new IntakeService.Source(source, "Proper Course", Format.NDJSON),
                    new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
                    IntakeService.Admission.EVERYTHING,
                    read -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
