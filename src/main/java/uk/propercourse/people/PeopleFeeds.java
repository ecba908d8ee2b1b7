package uk.propercourse.people;

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
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;

/** The feeds about people, as in section 1 of the feed contract. */
@Configuration(proxyBeanMethods = false)
public class PeopleFeeds {

    private final JdbcClient jdbc;
    private final RowCopy copy;
    private final Force force;

    PeopleFeeds(JdbcClient jdbc, RowCopy copy, Force force) {
        this.jdbc = jdbc;
        this.copy = copy;
        this.force = force;
    }

    @Bean
    Feed unitsFeed() {
        return new ContextFeed(
                "units",
                2,
                "people.unit",
                jdbc,
                copy,
                force,
                identifier("unit_id").inKey(),
                text("name").mandatory(),
                word(
                                "kind",
                                "RESPONSE",
                                "NEIGHBOURHOOD",
                                "CID",
                                "PUBLIC_PROTECTION",
                                "CONTROL_ROOM",
                                "CUSTODY",
                                "ROADS",
                                "INTELLIGENCE",
                                "LICENSING",
                                "RECORDS",
                                "MAJOR_CRIME",
                                "STANDARDS",
                                "IT",
                                "OTHER")
                        .mandatory(),
                identifier("parent_unit_id"));
    }

    @Bean
    Feed staffFeed() {
        return new ContextFeed(
                "staff",
                3,
                "people.staff",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                word("kind", "OFFICER", "SPECIAL", "STAFF").mandatory(),
                text("first_name").mandatory(),
                text("last_name").mandatory(),
                list("former_last_names"),
                date("date_of_birth"),
                text("grade"),
                text("email"),
                text("home_address"),
                text("home_postcode"),
                list("phones"),
                list("vehicles"));
    }

    @Bean
    Feed postingsFeed() {
        return new ContextFeed(
                "postings",
                4,
                "people.posting",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                instant("from").inKey().storedAs("valid_from"),
                identifier("unit_id").mandatory(),
                text("role").mandatory(),
                identifier("supervisor_id"),
                instant("to").storedAs("valid_to"));
    }

    @Bean
    Feed absencesFeed() {
        return new ContextFeed(
                "absences",
                5,
                "people.absence",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                instant("from").inKey().storedAs("valid_from"),
                word("kind", "LEAVE", "SICK", "SUSPENDED", "CAREER_BREAK", "LEFT")
                        .mandatory(),
                instant("to").storedAs("valid_to"));
    }

    @Bean
    Feed accountsFeed() {
        return new ContextFeed(
                "accounts",
                6,
                "people.account",
                jdbc,
                copy,
                force,
                identifier("system_code").inKey(),
                identifier("account_id").inKey(),
                instant("from").inKey().storedAs("valid_from"),
                identifier("staff_id").mandatory(),
                instant("to").storedAs("valid_to"));
    }

    @Bean
    Feed dutyFeed() {
        return new ContextFeed(
                "duty",
                7,
                "people.duty",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                instant("start").inKey().storedAs("starts_at"),
                instant("end").mandatory().storedAs("ends_at"),
                word("kind", "SHIFT", "OVERTIME", "COURT", "TRAINING"));
    }

    @Bean
    Feed trainingFeed() {
        return new ContextFeed(
                "training",
                8,
                "people.training",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                identifier("course_code").inKey(),
                date("completed_on").inKey(),
                date("expires_on"));
    }

    @Bean
    Feed associationsFeed() {
        return new ContextFeed(
                "associations",
                11,
                "people.association",
                jdbc,
                copy,
                force,
                identifier("staff_id").inKey(),
                word("record_type", "PERSON", "VEHICLE", "LOCATION", "PHONE", "CASE", "OTHER")
                        .inKey(),
                identifier("record_id").inKey(),
                word("relation", "SPOUSE", "PARTNER", "EX_PARTNER", "FAMILY", "FRIEND", "BUSINESS", "OTHER")
                        .mandatory(),
                date("declared_on").mandatory());
    }
}
