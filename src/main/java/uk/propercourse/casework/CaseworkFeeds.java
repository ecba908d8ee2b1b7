package uk.propercourse.casework;

import static uk.propercourse.intake.FeedColumn.date;
import static uk.propercourse.intake.FeedColumn.identifier;
import static uk.propercourse.intake.FeedColumn.instant;
import static uk.propercourse.intake.FeedColumn.list;
import static uk.propercourse.intake.FeedColumn.text;
import static uk.propercourse.intake.FeedColumn.word;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.intake.ContextFeed;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;

/** The feeds about records and cases, as in section 1 of the feed contract. */
@Configuration(proxyBeanMethods = false)
public class CaseworkFeeds {

    /** Of a link: until when its case is open; a case that is not known never was. */
    private static final ContextFeed.Lookup OPEN_UNTIL =
            new ContextFeed.Lookup("open_until", "casework.case_file", """
            coalesce((
              select coalesce(c.closed_at, 'infinity') from casework.case_file c
              where c.force_id = :force and c.case_ref = s.case_ref), '-infinity')
            """);

    /** Links of cases that have closed, opened again or become known. */
    private static final String FOLLOW_CASES = """
            update casework.case_link l set open_until = coalesce(c.closed_at, 'infinity')
            from casework.case_file c
            where c.force_id = :force and c.case_ref = any (:keys) and l.force_id = :force and l.case_ref = c.case_ref
              and l.open_until <> coalesce(c.closed_at, 'infinity')
            """;

    private final JdbcClient jdbc;
    private final RowCopy copy;
    private final Force force;

    CaseworkFeeds(JdbcClient jdbc, RowCopy copy, Force force) {
        this.jdbc = jdbc;
        this.copy = copy;
        this.force = force;
    }

    private static FeedColumn recordType(String name) {
        return word(name, "PERSON", "VEHICLE", "LOCATION", "PHONE", "CASE", "OTHER");
    }

    @Bean
    Feed recordsFeed() {
        return new ContextFeed(
                "records",
                9,
                "casework.record",
                jdbc,
                copy,
                force,
                recordType("record_type").inKey(),
                identifier("record_id").inKey(),
                text("last_name"),
                text("first_name"),
                date("date_of_birth"),
                text("address"),
                text("postcode"),
                text("vrm"),
                text("phone"),
                list("markers"));
    }

    @Bean
    Feed recordRelationsFeed() {
        return new ContextFeed(
                "record_relations",
                10,
                "casework.record_relation",
                jdbc,
                copy,
                force,
                recordType("from_type").inKey(),
                identifier("from_id").inKey(),
                recordType("to_type").inKey(),
                identifier("to_id").inKey(),
                word("relation", "RESIDENT", "KEEPER", "USER", "FAMILY", "PARTNER", "ASSOCIATE")
                        .inKey());
    }

    @Bean
    Feed casesFeed() {
        return new ContextFeed(
                        "cases",
                        12,
                        "casework.case_file",
                        jdbc,
                        copy,
                        force,
                        identifier("case_ref").inKey(),
                        word(
                                        "kind",
                                        "INCIDENT",
                                        "CRIME",
                                        "INTEL",
                                        "CUSTODY",
                                        "MISSING",
                                        "WARRANT",
                                        "LICENSING",
                                        "DISCLOSURE",
                                        "TASK",
                                        "BRIEFING",
                                        "OTHER")
                                .mandatory(),
                        instant("opened_at").mandatory(),
                        instant("closed_at"),
                        identifier("unit_id"),
                        text("category"))
                .followedBy(FOLLOW_CASES);
    }

    @Bean
    Feed caseAssignmentsFeed() {
        return new ContextFeed(
                "case_assignments",
                13,
                "casework.case_assignment",
                jdbc,
                copy,
                force,
                identifier("case_ref").inKey(),
                instant("from").inKey().storedAs("valid_from"),
                word(
                                "role",
                                "OIC",
                                "INVESTIGATOR",
                                "ATTENDING",
                                "CONTROLLER",
                                "SUPERVISOR",
                                "REVIEWER",
                                "CUSTODY",
                                "ANALYST",
                                "AUDIENCE")
                        .mandatory(),
                identifier("staff_id").inKeyOrEmpty(),
                identifier("unit_id").inKeyOrEmpty(),
                instant("to").storedAs("valid_to"),
                instant("recorded_at"),
                identifier("recorded_by"));
    }

    @Bean
    Feed caseLinksFeed() {
        return new ContextFeed(
                        "case_links",
                        14,
                        "casework.case_link",
                        jdbc,
                        copy,
                        force,
                        identifier("case_ref").inKey(),
                        recordType("record_type").inKey(),
                        identifier("record_id").inKey(),
                        instant("linked_at").mandatory(),
                        identifier("recorded_by"),
                        word(
                                "role",
                                "SUSPECT",
                                "VICTIM",
                                "WITNESS",
                                "CALLER",
                                "VEHICLE",
                                "LOCATION",
                                "DETAINEE",
                                "APPLICANT",
                                "SUBJECT"))
                .withLookup(OPEN_UNTIL);
    }
}
