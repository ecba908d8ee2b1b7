package uk.propercourse.review;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** What one person decided and a second one has to look at. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class SecondOpinions {

    /** Decisions with nothing decided about the flag after them; the flag has not come back for another reason either. */
    private static final String PENDING = """
            select s.why, d.finding, d.reason, d.decided_by, d.decided_at, d.flag_id
            from review.second_opinion s
            join review.decision d on d.decision_id = s.decision_id
            join review.flag f on f.flag_id = d.flag_id and f.status in ('TO_CONFIRM', 'DECIDED')
            where s.force_id = :force and (:flag::uuid is null or d.flag_id = :flag) and %s
              and not exists (select from review.decision n where n.flag_id = d.flag_id and n.ordinal > d.ordinal)
            order by d.ordinal
            """.formatted(Visibility.ofMatters("f"));

    private final ClosingPolicy policy;
    private final JdbcClient jdbc;
    private final Force force;
    private final SecureRandom random = new SecureRandom();

    SecondOpinions(ClosingPolicy policy, JdbcClient jdbc, Force force) {
        this.policy = policy;
        this.jdbc = jdbc;
        this.force = force;
    }

    /** Those that wait for somebody, oldest first; also the user's own decisions, which somebody else has to look at. */
    @Transactional(readOnly = true)
    public List<SecondOpinion> list(SignedInUser user) {
        return list(user, null);
    }

    /** The one that is asked for about the flag. */
    @Transactional(readOnly = true)
    public Optional<SecondOpinion> find(SignedInUser user, FlagId id) {
        return list(user, id).stream().findFirst();
    }

    private List<SecondOpinion> list(SignedInUser user, @Nullable FlagId only) {
        return Visibility.bind(jdbc.sql(PENDING), user)
                .param("force", force.id())
                .param("flag", only == null ? null : only.value())
                .query((row, n) -> new SecondOpinion(
                        new FlagId(row.getObject("flag_id", UUID.class)),
                        SecondOpinion.Why.valueOf(row.getString("why")),
                        Decision.Finding.valueOf(row.getString("finding")),
                        row.getString("reason"),
                        row.getString("decided_by"),
                        row.getTimestamp("decided_at").toInstant()))
                .list();
    }

    /** Refuses who decided, and where none is asked for. */
    void demandAnother(SignedInUser user, FlagId id) {
        SecondOpinion opinion = find(user, id).orElseThrow(SecondOpinionException::notAsked);
        if (opinion.decidedBy().equals(user.getUsername())) {
            throw SecondOpinionException.ownDecision();
        }
    }

    /** Which of those flags are about a record with a marker of somebody at risk. */
    Set<FlagId> findAtRisk(Collection<FlagId> ids) {
        if (policy.atRisk().isEmpty() || ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                        select distinct e.flag_id
                        from review.flag_event e
                        join access.access_event x on x.force_id = e.force_id and x.event_key = e.event_key
                          and x.occurred_at = e.occurred_at
                        join casework.record r on r.force_id = e.force_id and r.record_id = x.record_id
                          and r.record_type = x.record_type and r.markers && array[:markers]::text[]
                        where e.flag_id in (:flags)
                        """)
                .param("markers", policy.atRisk())
                .param("flags", ids.stream().map(FlagId::value).toList())
                .query((row, n) -> new FlagId(row.getObject(1, UUID.class)))
                .list());
    }

    /** Which of several decisions of one act are to be looked at again. */
    List<UUID> draw(List<UUID> decisions) {
        if (decisions.size() < 2 || policy.oneIn() == 0) {
            return List.of();
        }
        List<UUID> shuffled = new ArrayList<>(decisions);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, (decisions.size() + policy.oneIn() - 1) / policy.oneIn());
    }

    void ask(UUID decision, SecondOpinion.Why why) {
        jdbc.sql("insert into review.second_opinion (decision_id, force_id, why) values (:id, :force, :why)")
                .param("id", decision)
                .param("force", force.id())
                .param("why", why.name())
                .update();
    }
}
