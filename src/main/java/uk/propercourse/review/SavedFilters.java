package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** The filters that each user keeps for themselves. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class SavedFilters {

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedFilters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The user's, by name. */
    @Transactional(readOnly = true)
    public List<SavedFilter> list(SignedInUser user) {
        return jdbc.sql("select name, query from review.saved_filter where user_id = :user order by lower(name), name")
                .param("user", user.id())
                .query((row, n) -> new SavedFilter(row.getString("name"), row.getString("query")))
                .list();
    }

    /**
     * Keeps a filter; one of the same name is replaced.
     *
     * @throws SavedFilterException when the name is empty or too long, or the user keeps too many
     */
    @Transactional
    public void save(SignedInUser user, SavedFilter filter) {
        String name = filter.name().strip();
        if (name.isEmpty() || name.length() > SavedFilter.LONGEST) {
            throw SavedFilterException.unnamed();
        }
        jdbc.sql("""
                        insert into review.saved_filter (user_id, name, query, saved_at)
                        values (:user, :name, :query, :now)
                        on conflict (user_id, name) do update set query = excluded.query, saved_at = excluded.saved_at
                        """)
                .param("user", user.id())
                .param("name", name)
                .param("query", filter.query())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (list(user).size() > SavedFilter.MOST) {
            throw SavedFilterException.tooMany();
        }
    }

    /** Lets a filter go. */
    @Transactional
    public void remove(SignedInUser user, String name) {
        jdbc.sql("delete from review.saved_filter where user_id = :user and name = :name")
                .param("user", user.id())
                .param("name", name)
                .update();
    }
}
