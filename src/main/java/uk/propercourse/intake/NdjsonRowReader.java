package uk.propercourse.intake;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.intake.LineReader.Line;

/** One JSON object a line, with the contract's field names; a list may be a JSON array or a {@code ;} text. */
final class NdjsonRowReader implements RowReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LineReader lines;
    private final Utf8 utf8 = new Utf8();
    private final Map<String, Integer> places = new HashMap<>();
    private final int width;
    private final Set<String> unknown = new TreeSet<>();
    private boolean brokenTold;

    NdjsonRowReader(InputStream in, List<List<String>> wanted) {
        this.lines = new LineReader(in);
        this.width = wanted.size();
        for (int i = 0; i < width; i++) {
            for (String name : wanted.get(i)) {
                places.put(name, i);
            }
        }
    }

    @Override
    public @Nullable SourceRow next() {
        Line line = lines.next();
        while (line != null && line.bytes().length == 0) {
            line = lines.next();
        }
        if (line != null) {
            return row(line);
        }
        if (lines.broken() == null || brokenTold) {
            return null;
        }
        brokenTold = true;
        return SourceRow.unreadable(
                lines.lastNumber() + 1, lines.unfinished(), "the source broke off here; send it again whole");
    }

    private SourceRow row(Line line) {
        String text = utf8.decode(line.bytes());
        if (text == null) {
            return SourceRow.unreadable(line.number(), line.bytes(), "the line is not UTF-8");
        }
        if (line.cut()) {
            return SourceRow.unreadable(line.number(), line.bytes(), "the line is too long; it is kept cut");
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                return SourceRow.unreadable(line.number(), line.bytes(), "the line is not a JSON object");
            }
            return new SourceRow(line.number(), line.bytes(), values(node), null);
        } catch (JacksonException e) {
            return SourceRow.unreadable(line.number(), line.bytes(), "the line is not JSON: " + e.getOriginalMessage());
        }
    }

    private @Nullable String[] values(JsonNode node) {
        @Nullable String[] values = new String[width];
        node.properties().forEach(property -> {
            Integer place = places.get(property.getKey());
            if (place == null) {
                unknown.add(property.getKey());
            } else {
                values[place] = text(property.getValue());
            }
        });
        return values;
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asString()));
            return String.join(";", items);
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }

    @Override
    public List<String> warnings() {
        return unknown.isEmpty()
                ? List.of()
                : List.of("fields that the contract does not know were ignored: " + String.join(", ", unknown));
    }
}
