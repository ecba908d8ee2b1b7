package uk.propercourse.oversight;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * Somebody asked to see a page of this application.
 *
 * @param reader the name of the user or token
 * @param route the page, such as {@code /flags/{flagId}}
 * @param item what stands in the place of the names of the route; null for a list
 * @param about whom the page is about; null where it is about nobody, or several
 * @param closeness how close the reader stands to that person; null for nobody in particular
 */
public record PageRead(
        long id,
        String reader,
        Instant at,
        String route,
        @Nullable String item,
        @Nullable StaffId about,
        @Nullable Closeness closeness) {

    /** How close a reader stands to whom they read about. */
    public enum Closeness {
        /** It is the reader. */
        SELF("Own matter"),
        /** It is the reader's line manager. */
        MANAGER("Line manager"),
        /** One of both declared an association with the other. */
        DECLARED("Declared association"),
        /** Both worked in one unit within two years. */
        SAME_UNIT("Same unit");

        private final String label;

        Closeness(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    private enum Page {
        EVIDENCE("/flags/{flagId}/evidence.zip", "Evidence bundle of a flag", false),
        NAME("/flags/{flagId}/reveal", "Name of a person", false),
        FLAG("/flags/{flagId}", "Flag", false),
        FLAGS_FILE("/flags.csv", "Flags as a file", false),
        FLAGS("/flags", "Flags", false),
        DOSSIER("/dossiers/{flagId}", "Dossier", false),
        TODAY("/dossiers", "Today", false),
        PACK("/investigations/{id}/evidence.zip", "Evidence pack", false),
        NAME_IN_INVESTIGATION("/investigations/{id}/reveal", "Name of a person", false),
        INVESTIGATION("/investigations/{id}", "Investigation", false),
        LINKS("/investigations/{id}/links", "Links of an investigation", false),
        INVESTIGATIONS("/investigations", "Investigations", false),
        PERSON("/staff/{staffId}", "A person's accesses", false),
        RECORD("/records/{type}/{id}", "Who looked at a record", true),
        ACCESS("/accesses/{system}/{eventId}", "Access", true),
        REQUEST("/requests/{requestId}", "Request for justification", false),
        TEAM_REQUEST("/justifications/{requestId}", "Justification of the team", false),
        MESSAGE("/requests/nudges/{id}", "Message to the reader", false),
        TALK("/justifications/nudges/{id}", "Talk with one of the team", false),
        READINGS("/justifications/readings", "Directed reading", false),
        NUDGES("/nudges", "Messages and talks", false),
        INCIDENT("/incidents/{id}", "Incident", false),
        INCIDENT_FILE("/incidents/{id}/report.csv", "Report of an incident", false),
        SEARCH("/search", "Search", false),
        REQUESTS("/requests", "Own requests", false),
        TEAM("/justifications", "Team", false),
        SECOND_OPINIONS("/second-opinions", "Second opinions", false),
        INCIDENTS("/incidents", "Incidents", false),
        GROUPS("/flags/groups", "Groups of flags", false),
        STATISTICS("/statistics", "Statistics", false),
        SAMPLING("/sampling", "Random sample", false),
        BLIND("/sampling/blind", "Blind review", false),
        BLIND_WEEK("/sampling/blind/{slotId}", "Week in blind review", false),
        SAMPLE("/sampling/{day}", "Random sample of a day", true),
        SUPERVISION("/supervision", "How supervisors decide", false),
        SUPERVISOR("/supervision/{staffId}", "Decisions of a supervisor", false),
        DECLARATIONS("/declarations", "Own declarations", false),
        DECLARATION("/justifications/declarations/{id}", "Declared look-up", false),
        RULES("/rules", "Rules", false),
        RULE("/rules/{code}", "Rule", true),
        FEEDS("/intake", "Feeds", false),
        BATCH("/intake/batches/{batchId}", "Batch", false),
        LEDGER("/ledger", "Ledger", false),
        READS("/reads", "Reads", false),
        READS_FILE("/reads.csv", "Reads as a file", false);

        private final String route;
        private final String label;
        private final boolean named;

        Page(String route, String label, boolean named) {
            this.route = route;
            this.label = label;
            this.named = named;
        }
    }

    /** What the page is, for people; the route where it has no name of its own. */
    public String page() {
        return Arrays.stream(Page.values())
                .filter(page -> page.route.equals(route))
                .findFirst()
                .map(page -> page.named && item != null ? page.label + ": " + item.replaceFirst("/", " ") : page.label)
                .orElse(route);
    }
}
