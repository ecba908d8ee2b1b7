package uk.propercourse.review;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** Dossiers to which somebody has replied. */
@Component
@WebOnly
@Order(2)
class ReplyNotices implements TodayNotices {

    private final JdbcClient jdbc;
    private final Force force;

    ReplyNotices(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @Override
    @Transactional(readOnly = true)
    public List<TodayNotice> list(SignedInUser user) {
        long answered = Visibility.bind(jdbc.sql("""
                                select count(distinct (f.staff_id, f.week))
                                from review.justification_request q
                                join review.flag f on f.flag_id = q.flag_id and f.force_id = :force and f.status = 'OPEN'
                                where q.status = 'ANSWERED' and %s
                                """.formatted(Visibility.ofMatters("f"))), user)
                .param("force", force.id())
                .query(Long.class)
                .single();
        return answered == 0
                ? List.of()
                : List.of(new TodayNotice(
                        English.count(answered, "dossier has a reply", "dossiers have a reply"),
                        "/dossiers?show=ANSWERED"));
    }
}
