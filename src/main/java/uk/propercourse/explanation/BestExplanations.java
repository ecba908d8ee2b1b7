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
    private final OwnCaseSql ownCases;

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
        this.ownCases = new OwnCaseSql(policy);
    }

    /**
     * SQL that puts accesses into {@code judged}: as explained where an own case explains them whichever look was the first, as most
     * are. The ties of which that depends on the first look are kept in {@code own_tie}.
     *
     * @param due common table expressions; the last is named {@code due} and has the accesses, with the columns {@code seen}
     * @param seen what is copied of an event
     */
    String putIntoJudged(String due, String seen) {
        return """
                with %1$s, tie as materialized (%3$s), open_tie as (
                  insert into own_tie
                  select event_key, linked_at, linked_by, valid_from, ends_at, recorded_at, assigned_by, closed_or_open
                  from tie where not certain
                )
                insert into judged (event_key, occurred_at, due_at, known_at, %2$s, staff_id, principal_id, explained, strength, template)
                select event_key, occurred_at, due_at, known_at, %2$s, staff_id, principal_id, own,
                  case when own then %5$s else 0 end, case when own then '%4$s' end
                from (select *, event_key in (select event_key from tie where certain) as own from due offset 0) d
                """.formatted(
                        due,
                        seen,
                        ownCases.ties("due"),
                        ExplanationTemplate.OWN_CASE.name(),
                        ExplanationTemplate.OWN_CASE.strength());
    }

    /**
     * First where nothing can rank above, which most accesses are ({@link #putIntoJudged}), then through cases of
     * the record itself, then through those of related records. What a tie of the accessor's own making explains depends on whether his looks
     * before are explained, so what has only a weak tie is tried again until nothing changes: a verdict must not depend on the slice.
     */
    void find() {
        tables.noteUnsettled();
        explainByOpenTies();
        template.execute("analyze judged (event_key, record_id, record_type, staff_id, explained)");
        reach(candidates.reach("not j.explained"));
        tables.firstLooks(CandidateSql.tiedByThemselves("not j.explained"));
        choose("not j.explained");
        String betterThroughRelated = "j.strength < " + strengths.highestThroughRelated();
        reach(candidates.reachRelated(betterThroughRelated));
        tables.firstLooks(CandidateSql.tiedByThemselves(betterThroughRelated + " and j.first_look is null"));
        choose(betterThroughRelated);
        String weak = "not j.explained and j.template is not null and j.first_look is not null";
        for (int round = 0; round < ROUNDS && exists("judged j where " + weak); round++) {
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

    private void explainByOpenTies() {
        if (exists("own_tie")) {
            jdbc.sql("""
                            update judged j set template = :template, strength = :strength, explained = true
                            where j.event_key in (%s)
                            """.formatted(ownCases.explainedByTies()))
                    .param("force", force.id())
                    .param("template", ExplanationTemplate.OWN_CASE.name())
                    .param("strength", ExplanationTemplate.OWN_CASE.strength())
                    .update();
        }
    }

    private boolean exists(String rows) {
        return jdbc.sql("select exists (select from " + rows + ")")
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
