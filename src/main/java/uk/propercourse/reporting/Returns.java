package uk.propercourse.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/**
 * Figures by the headings that the Home Office and the College of Policing publish. Each counts investigations by the outcome
 * that counts, decided in the year to 31 March; none of a matter that is still covert.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
@Transactional(readOnly = true)
public class Returns {

    /** How the table for the Home Office counts. */
    public static final String MISCONDUCT_RULE =
            "Counts investigations into access or disclosure, each once, by the outcome that counts (the latest recorded), "
                    + "decided in the year to 31 March: by the proceedings and what they found, for officers, special "
                    + "constables and police staff. The days are the median from opening to decision.";

    /** How the table for the College counts. */
    public static final String BARRED_RULE =
            "Counts investigations that ended in a dismissal, or would have had the person not left, decided in the year to "
                    + "31 March: by the standard of professional behaviour that was breached. One investigation counts "
                    + "under each standard it breached and once in the last row.";

    private static final String MISCONDUCT = """
            select proceedings, finding,
              count(*) filter (where person_kind = 'OFFICER') as officers,
              count(*) filter (where person_kind = 'SPECIAL') as specials,
              count(*) filter (where person_kind = 'STAFF') as staff,
              percentile_cont(0.5) within group (order by decided_on - opened_on) as days
            from investigation.report_outcome
            where force_id = :force and decided_on >= :from and decided_on < :to
            group by grouping sets ((proceedings, finding), ())
            order by grouping(proceedings), 1, 2
            """;

    private static final String BARRED = """
            with dismissed as (
              select investigation_id, person_kind, standards from investigation.report_outcome
              where force_id = :force and decided_on >= :from and decided_on < :to
                and sanctions && array['DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED'])
            select s.standard,
              count(distinct d.investigation_id) filter (where person_kind = 'OFFICER') as officers,
              count(distinct d.investigation_id) filter (where person_kind = 'SPECIAL') as specials,
              count(distinct d.investigation_id) filter (where person_kind = 'STAFF') as staff
            from dismissed d
            left join lateral unnest(d.standards) s (standard) on true
            group by grouping sets ((s.standard), ())
            having grouping(s.standard) = 1 or s.standard is not null
            order by grouping(s.standard), 1
            """;

    private final JdbcClient jdbc;
    private final Force force;

    Returns(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** How many investigations, by whose they were. */
    public record Count(long officers, long specials, long staff) {

        /** Of all kinds. */
        public long all() {
            return officers + specials + staff;
        }

        private static Count of(ResultSet row) throws SQLException {
            return new Count(row.getLong("officers"), row.getLong("specials"), row.getLong("staff"));
        }
    }

    /**
     * A row of the table for the Home Office.
     *
     * @param proceedings null in the row of all
     * @param finding null in the row of all
     * @param days the median from opening to decision, null where there was none
     */
    public record MisconductRow(
            @Nullable String proceedings,
            @Nullable String finding,
            Count count,
            @Nullable Long days) {}

    /**
     * A row of the table for the College.
     *
     * @param standard null in the row of all
     */
    public record BarredRow(@Nullable String standard, Count count) {}

    /** By proceedings and finding, and all of them last. */
    public List<MisconductRow> listMisconduct(int year) {
        return bind(MISCONDUCT, year)
                .query((row, n) -> {
                    Double days = row.getObject("days", Double.class);
                    return new MisconductRow(
                            row.getString("proceedings"),
                            row.getString("finding"),
                            Count.of(row),
                            days == null ? null : Math.round(days));
                })
                .list();
    }

    /** By standard that was breached, and all of them last. */
    public List<BarredRow> listBarred(int year) {
        return bind(BARRED, year)
                .query((row, n) -> new BarredRow(row.getString("standard"), Count.of(row)))
                .list();
    }

    private JdbcClient.StatementSpec bind(String sql, int year) {
        return jdbc.sql(sql)
                .param("force", force.id())
                .param("from", LocalDate.of(year - 1, 4, 1))
                .param("to", LocalDate.of(year, 4, 1));
    }
}
