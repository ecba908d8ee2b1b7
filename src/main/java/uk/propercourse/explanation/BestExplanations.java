package uk.propercourse.explanation;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** Finds what explains each access in {@code judged} best, and sets it there. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BestExplanations {

    private static final int ROUNDS = 5;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Force force;
    private final StrengthPolicies strengths;
    private final JudgedTables tables;
    private final CandidateSql candidates;

    BestExplanations(
            JdbcClient jdbc,
            JdbcTemplate template,
            Force force,
            ExplanationPolicy policy,
            StrengthPolicies strengths,
            JudgedTables tables) {
        this.jdbc = jdbc;
        this.template = template;
        this.force = force;
        this.strengths = strengths;
        this.tables = tables;
        this.candidates = new CandidateSql(policy);
    }

    /**
     * First where nothing can rank above, which most accesses are, then through cases of
     * the record itself, then through those of related records. What a tie of the accessor's own making explains depends on whether his looks
     * before are explained, so what has only a weak tie is tried again until nothing changes: a verdict must not depend on the slice.
     */
    void find() {
        tables.noteUnsettled();
        findOwnCases();
        template.execute("analyze judged (event_key, record_id, record_type, staff_id, explained)");
        reach(candidates.reach("not j.explained"));
        tables.firstLooks(CandidateSql.tiedByThemselves("not j.explained"));
        choose("not j.explained");
        String betterThroughRelated = "j.strength < " + strengths.highestThroughRelated();
        reach(candidates.reachRelated(betterThroughRelated));
        tables.firstLooks(CandidateSql.tiedByThemselves(betterThroughRelated + " and j.first_look is null"));
        choose(betterThroughRelated);
        String weak = "not j.explained and j.template is not null and j.first_look is not null";
        for (int round = 0; round < ROUNDS && exists(weak); round++) {
            tables.firstLooks("select event_key from judged j where " + weak);
            if (choose(weak) == 0) {
                return;
            }
        }
    }

    private void reach(String sql) {
        jdbc.sql(sql).param("force", force.id()).update();
        template.execute("analyze reach (record_id, record_type, case_ref)");
        jdbc.sql(CandidateSql.ASSIGNED).param("force", force.id()).update();
        template.execute("analyze assigned (case_ref, staff_id)");
    }

    private void findOwnCases() {
        jdbc.sql("insert into own_tie " + candidates.ownTies())
                .param("force", force.id())
                .update();
        explainByOwnCase("select event_key from own_tie where certain");
        explainByOwnCase(candidates.explainedByOwnCase());
    }

    private void explainByOwnCase(String which) {
        jdbc.sql("""
                        update judged j set template = :template, strength = :strength, explained = true
                        where j.event_key in (%s)
                        """.formatted(which))
                .param("force", force.id())
                .param("template", ExplanationTemplate.OWN_CASE.name())
                .param("strength", ExplanationTemplate.OWN_CASE.strength())
                .update();
    }

    private boolean exists(String which) {
        return jdbc.sql("select exists (select from judged j where " + which + ")")
                .query(Boolean.class)
                .single();
    }

    /** Sets the best explanation where it is better than what is there; the number of accesses whose verdict it changed. */
    private int choose(String which) {
        return jdbc.sql("""
                        with best as (
                          select distinct on (event_key) event_key, template, strength
                          from (select c.event_key, c.template, %s as strength from (%s) c) ranked
                          order by event_key, strength desc, template
                        )
                        update judged j set template = b.template, strength = b.strength,
                          explained = b.strength >= %s
                        from best b where b.event_key = j.event_key and b.strength > j.strength
                        """.formatted(
                                strengths.strength("c.template", "c.known_at"),
                                candidates.candidates(which),
                                ExplanationPolicy.EXPLAINED))
                .param("force", force.id())
                .update();
    }
}
