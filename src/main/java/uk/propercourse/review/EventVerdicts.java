package uk.propercourse.review;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import uk.propercourse.access.AccessEvent;
import uk.propercourse.access.AccessLog;
import uk.propercourse.kernel.WebOnly;

/** Single events, each with its verdict, as the feed contract's section 2 gives them. */
@Service
@WebOnly
@Transactional(readOnly = true)
public class EventVerdicts {

    private final AccessLog log;
    private final ExportService export;
    private final JsonMapper json;

    EventVerdicts(AccessLog log, ExportService export, JsonMapper json) {
        this.log = log;
        this.export = export;
        this.json = json;
    }

    /** The event of that system and identifier with its verdict, as JSON; not judged yet, it is unexplained and unsettled. */
    public Optional<String> find(String systemCode, String eventId) {
        return log.find(systemCode, eventId).map(this::document);
    }

    private String document(AccessEvent event) {
        ObjectNode node = json.createObjectNode();
        node.put("system_code", event.systemCode());
        node.put("event_id", event.eventId());
        node.put("account_id", event.accountId());
        node.put("occurred_at", event.occurredAt().toString());
        node.put("action", event.action());
        node.put("record_type", event.recordType());
        node.put("record_id", event.recordId());
        node.put("case_ref", event.caseRef());
        node.put("received_at", event.receivedAt().toString());
        node.putNull("staff_id").put("explained", false).putNull("explanation").put("strength", 0);
        node.put("settled", false).putArray("flag_ids");
        export.findVerdict(event.eventKey()).ifPresent(verdict -> node.setAll((ObjectNode) json.readTree(verdict)));
        return json.writeValueAsString(node);
    }
}
