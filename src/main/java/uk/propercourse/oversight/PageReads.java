package uk.propercourse.oversight;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.review.Visibility;
import uk.propercourse.security.SignedInUser;

/**
 * Who read what in this application. A read is kept before the page is shown, and sealed in the ledger soon after, with all
 * that came since the last time.
 */
@Service
@WebOnly
public class PageReads {

    private static final int BATCH = 5_000;
    /** Reads whose numbers were drawn long before they were stored: looked for this far behind the newest sealed one. */
    private static final int OVERLAP = 10_000;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    PageReads(JdbcClient jdbc, Ledger ledger, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /**
     * Who reads.
     *
     * @param user null for a token
     * @param staff who that is on the HR feed, where known
     */
    public record Reader(
            String name, @Nullable UUID user, @Nullable StaffId staff) {}

    /**
     * Keeps that somebody asked for a page.
     *
     * @param item what stands in the place of the names of the route; null for a list
     * @param itemId the same where it is a UUID
     */
    @Transactional
    public void keep(Reader reader, String route, @Nullable String item, @Nullable UUID itemId) {
        jdbc.sql("""
                        insert into oversight.page_read
                          (force_id, reader, user_id, reader_staff_id, read_at, route, item, item_id, nonce)
                        values (:force, :reader, :user, :staff, :now, :route, :item, :itemId, :nonce)
                        """)
                .param("force", force.id())
                .param("reader", reader.name())
                .param("user", reader.user())
                .param("staff", reader.staff() == null ? null : reader.staff().value())
                .param("now", Timestamp.from(clock.instant()))
                .param("route", route)
                .param("item", item)
                .param("itemId", itemId)
                .param("nonce", LeafHasher.nonces(1))
                .update();
    }

    /** The reads that match, newest first; without those about people of whose matters the user may not know. */
    @PreAuthorize("hasAnyRole('DATA_PROTECTION', 'INSPECTOR')")
    @Transactional(readOnly = true)
    public List<PageRead> list(SignedInUser user, ReadFilter filter, int most) {
        return Visibility.bind(jdbc.sql("""
                                select read_id, reader, read_at, route, item, staff_id, closeness from oversight.read_about a
                                where a.force_id = :force
                                  and (:reader::text is null or a.reader = :reader)
                                  and (:person::text is null or a.staff_id = :person)
                                  and (:from::timestamptz is null or a.read_at >= :from)
                                  and (:to::timestamptz is null or a.read_at < :to)
                                  and (not :close or a.closeness is not null)
                                  and (:before::bigint is null or a.read_id < :before)
                                  and %s
                                order by a.read_id desc limit :most
                                """.formatted(Visibility.ofMatters("a"))), user)
                .param("force", force.id())
                .param("reader", filter.reader())
                .param("person", filter.person())
                .param("from", startOf(filter.from()))
                .param("to", startOf(filter.to() == null ? null : filter.to().plusDays(1)))
                .param("close", filter.close())
                .param("before", filter.before())
                .param("most", most)
                .query((row, n) -> read(row))
                .list();
    }

    private static @Nullable Timestamp startOf(@Nullable LocalDate day) {
        return day == null ? null : Timestamp.from(day.atStartOfDay(London.ZONE).toInstant());
    }

    private static PageRead read(ResultSet row) throws SQLException {
        String staff = row.getString("staff_id");
        String closeness = row.getString("closeness");
        return new PageRead(
                row.getLong("read_id"),
                row.getString("reader"),
                row.getTimestamp("read_at").toInstant(),
                row.getString("route"),
                row.getString("item"),
                staff == null ? null : new StaffId(staff),
                closeness == null ? null : PageRead.Closeness.valueOf(closeness));
    }

    /**
     * Seals what was kept since the last time.
     *
     * @return how many reads
     */
    @Transactional
    public int seal() {
        List<Long> reads = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        LeafHasher hasher = new LeafHasher(SealedReads.KIND);
        jdbc.sql("""
                        select * from oversight.page_read r
                        where r.force_id = :force
                          and r.read_id > coalesce((select max(read_id) from oversight.read_leaf), 0) - :overlap
                          and not exists (select from oversight.read_leaf l where l.read_id = r.read_id)
                        order by r.read_id limit :most
                        """)
                .param("force", force.id())
                .param("overlap", OVERLAP)
                .param("most", BATCH)
                .query(row -> {
                    reads.add(row.getLong("read_id"));
                    leaves.add(hasher.hash(
                            row.getBytes("nonce"), SealedReads.content(row).getBytes(StandardCharsets.UTF_8)));
                });
        if (!reads.isEmpty()) {
            long append = ledger.nextAppendId();
            jdbc.sql("""
                            insert into oversight.read_leaf (read_id, append_id, ordinal)
                            select read_id, :append, row_number() over (order by read_id) - 1
                            from oversight.page_read where read_id in (:reads)
                            """).param("append", append).param("reads", reads).update();
            ledger.append(SealedReads.KIND, append, leaves);
        }
        return reads.size();
    }
}
