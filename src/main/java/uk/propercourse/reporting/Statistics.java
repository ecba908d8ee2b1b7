package uk.propercourse.reporting;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/** The figures that leave the force: each with its counting rule, none of a matter that is still covert. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
@Transactional(readOnly = true)
public class Statistics {

    /** How the minister's table counts. */
    public static final String DISMISSALS_RULE =
            "Counts investigations, each once, whose outcome that counts (the latest "
                    + "recorded) was decided in the year to 31 March and says that unlawful access to or disclosure of police data "
                    + "featured in a dismissal, or would have had the person not left. The column is the person's kind when the "
                    + "investigation was opened.";

    private static final List<String> KINDS = List.of("OFFICER", "SPECIAL", "STAFF");
    private static final List<String> CATEGORIES = List.of("ACCESSED", "DISCLOSED", "BOTH");
    private static final int QUARTERS = 4;

    private final JdbcClient jdbc;
    private final Force force;

    Statistics(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * A row of the minister's table.
     *
     * @param category {@code ACCESSED}, {@code DISCLOSED} or {@code BOTH}; {@code ALL} for the sum
     */
    public record DismissalRow(String category, long officers, long specials, long staff) {

        /** Of all kinds. */
        public long all() {
            return officers + specials + staff;
        }
    }

    /**
     * Instances of unlawful access or disclosure that featured in a dismissal, as given to Parliament: three rows and their
     * sum.
     *
     * @param year to 31 March of it
     */
    public List<DismissalRow> listDismissals(int year) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("""
                        select category || '/' || person_kind as cell, count(*) as instances
                        from investigation.report_outcome
                        where force_id = :force and featured_in_dismissal and decided_on >= :from and decided_on < :to
                        group by 1
                        """)
                .param("force", force.id())
                .param("from", LocalDate.of(year - 1, 4, 1))
                .param("to", LocalDate.of(year, 4, 1))
                .query((row, n) -> counts.put(row.getString("cell"), row.getLong("instances")))
                .list();
        List<DismissalRow> rows = new ArrayList<>();
        for (String category : CATEGORIES) {
            List<Long> cells = KINDS.stream()
                    .map(kind -> counts.getOrDefault(category + "/" + kind, 0L))
                    .toList();
            rows.add(new DismissalRow(category, cells.get(0), cells.get(1), cells.get(2)));
        }
        rows.add(new DismissalRow(
                "ALL",
                rows.stream().mapToLong(DismissalRow::officers).sum(),
                rows.stream().mapToLong(DismissalRow::specials).sum(),
                rows.stream().mapToLong(DismissalRow::staff).sum()));
        return rows;
    }

    /**
     * What came of the accesses of a quarter.
     *
     * @param from its first day
     * @param raised flags raised in it
     * @param reviewed of them, that somebody decided about
     * @param opened investigations opened in it
     * @param upheld outcomes decided in it that found misconduct, gross misconduct or a crime
     * @param dismissed of them, with a dismissal
     */
    public record Quarter(
            LocalDate from,
            long accesses,
            long unexplained,
            long raised,
            long reviewed,
            long opened,
            long upheld,
            long dismissed) {}

    /** The quarters up to a day, that day's own last. */
    public List<Quarter> listQuarters(LocalDate today) {
        LocalDate current = today.withDayOfMonth(1).minusMonths((today.getMonthValue() - 1) % 3);
        List<Quarter> quarters = new ArrayList<>();
        for (int back = QUARTERS - 1; back >= 0; back--) {
            quarters.add(quarter(current.minusMonths(3L * back)));
        }
        return quarters;
    }

    private Quarter quarter(LocalDate from) {
        LocalDate to = from.plusMonths(3);
        return jdbc.sql("""
                        select
                          (select count(*) from explanation.report_settled where force_id = :force
                             and occurred_at >= :start and occurred_at < :end) as accesses,
                          (select count(*) from explanation.report_unexplained where force_id = :force
                             and occurred_at >= :start and occurred_at < :end) as unexplained,
                          (select count(*) from review.report_flag where force_id = :force
                             and raised_at >= :start and raised_at < :end) as raised,
                          (select count(*) from review.report_flag where force_id = :force
                             and raised_at >= :start and raised_at < :end and looked_at) as reviewed,
                          (select count(*) from investigation.report_investigation where force_id = :force
                             and opened_at >= :start and opened_at < :end) as opened,
                          (select count(*) from investigation.report_outcome where force_id = :force
                             and decided_on >= :from and decided_on < :to
                             and finding in ('MISCONDUCT', 'GROSS_MISCONDUCT', 'CRIMINAL')) as upheld,
                          (select count(*) from investigation.report_outcome where force_id = :force
                             and decided_on >= :from and decided_on < :to
                             and sanctions && array['DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED']) as dismissed
                        """)
                .param("force", force.id())
                .param("from", from)
                .param("to", to)
                .param("start", Timestamp.from(from.atStartOfDay(London.ZONE).toInstant()))
                .param("end", Timestamp.from(to.atStartOfDay(London.ZONE).toInstant()))
                .query((row, n) -> new Quarter(
                        from,
                        row.getLong("accesses"),
                        row.getLong("unexplained"),
                        row.getLong("raised"),
                        row.getLong("reviewed"),
                        row.getLong("opened"),
                        row.getLong("upheld"),
                        row.getLong("dismissed")))
                .single();
    }

    /** The year to 31 March that a day lies in. */
    public static int yearOf(LocalDate day) {
        return day.isBefore(LocalDate.of(day.getYear(), 4, 1)) ? day.getYear() : day.getYear() + 1;
    }
}
