package uk.propercourse.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;

/**
 * What a rule's sign is worth on a day: the rarer among the force's own unexplained stories of the four weeks before, and the
 * commoner in misuse by the sheets that are signed and the matters that were proven, the more. A rule's weight holds at its
 * usual share and as the shipped sheets have it; each natural-log unit of difference is worth {@value #POINTS_A_NAT} points.
 * {@value #PRIOR} stories at the usual share are added to the count, so that few stories move little.
 *
 * <p>Source: detection notes 3.3, background rates from the force's own log, numerators from typology sheets.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RuleWeights {

    static final int POINTS_A_NAT = 7;
    static final int PRIOR = 300;
    private static final int DAYS = 28;

    private final JdbcClient jdbc;
    private final Force force;
    private final TypologySheets sheets;

    RuleWeights(JdbcClient jdbc, Force force, TypologySheets sheets) {
        this.jdbc = jdbc;
        this.force = force;
        this.sheets = sheets;
    }

    /**
     * Weighs the rules for what is raised on that day, and counts what is usual among peers, once. Everything that was
     * raised before the day must be stored.
     *
     * @param day London
     */
    public void weigh(LocalDate day) {
        boolean done = jdbc.sql("select exists (select from rules.rule_weight where force_id = :force and day = :day)")
                .param("force", force.id())
                .param("day", day)
                .query(Boolean.class)
                .single();
        if (!done) {
            weighRules(day);
            countPeers(day);
        }
    }

    private void weighRules(LocalDate day) {
        Map<String, Double> ratios = sheets.ratios(midnight(day).toInstant());
        jdbc.sql("""
                        with seen as materialized (
                          select rule_code, family, count(*) as matches from (
                            select distinct rule_code, family, staff_id, story from rules.finding
                            where force_id = :force and raised_at >= :from and raised_at < :to) f
                          group by rule_code, family
                        ), stories as (
                          select coalesce(max(matches) filter (where family = 'UNEXPLAINED'), 0) as n from seen
                        )
                        insert into rules.rule_weight (force_id, day, rule_code, stories, matches, points, ratio)
                        select :force, :day, r.code, s.n, coalesce(m.matches, 0),
                          greatest(0, least(c.cap, round(r.weight + :nat * ln(coalesce(h.ratio, 1) * r.usual_share
                            * (s.n + :prior) / (coalesce(m.matches, 0) + :prior * r.usual_share))))), h.ratio
                        from rules.rule r
                        cross join stories s
                        join (values %s) c (family, cap) on c.family = r.family
                        left join seen m on m.rule_code = r.code
                        left join unnest(:signs, :ratios) h (rule_code, ratio) on h.rule_code = r.code
                        where r.status = 'LIVE' and r.usual_share is not null
                        """.formatted(Scoring.CAPS))
                .param("force", force.id())
                .param("day", day)
                .param("from", midnight(day.minusDays(DAYS)))
                .param("to", midnight(day))
                .param("nat", POINTS_A_NAT)
                .param("prior", PRIOR)
                .param("signs", ratios.keySet().toArray(String[]::new))
                .param("ratios", ratios.values().toArray(Double[]::new))
                .update();
    }

    /** What other ratios would do to the stories of the four weeks before now, whose points stay as they were weighed. */
    SheetVersion.Effect effect(Instant now, Map<String, Double> proposed) {
        Map<String, Double> difference = new HashMap<>(sheets.ratios(now));
        difference.replaceAll((rule, ratio) -> POINTS_A_NAT * Math.log(proposed.getOrDefault(rule, ratio) / ratio));
        return jdbc.sql("""
                        with family as (
                          select f.staff_id, f.story, f.family, max(least(f.points, c.cap)) as before,
                            max(case when r.usual_share is null then least(f.points, c.cap)
                              else greatest(0, least(c.cap, round(f.points + coalesce(d.points, 0)))) end) as after
                          from rules.finding f
                          join rules.rule r on r.code = f.rule_code and r.version = f.rule_version
                          join (values %s) c (family, cap) on c.family = f.family
                          left join unnest(:signs, :points) d (rule_code, points) on d.rule_code = f.rule_code
                          where f.force_id = :force and f.raised_at >= :from and f.withdrawn_at is null
                          group by 1, 2, 3
                        ), story as (
                          select least(100, sum(before)) >= :threshold as before, least(100, sum(after)) >= :threshold as after
                          from family group by staff_id, story
                        )
                        select count(*) as stories, count(*) filter (where before) as before,
                          count(*) filter (where after) as after, count(*) filter (where after and not before) as gained,
                          count(*) filter (where before and not after) as lost
                        from story
                        """.formatted(Scoring.CAPS))
                .param("signs", difference.keySet().toArray(String[]::new))
                .param("points", difference.values().toArray(Double[]::new))
                .param("force", force.id())
                .param("from", midnight(London.day(now).minusDays(DAYS)))
                .param("threshold", Scoring.THRESHOLD)
                .query(SheetVersion.Effect.class)
                .single();
    }

    /** Over the staff who had anything to do in those weeks, whether or not any of it was unexplained. */
    private void countPeers(LocalDate day) {
        jdbc.sql("""
                        with peers as (
                          select staff_id, max(role) as role, sum(records) as opened from rules.staff_day
                          where force_id = :force and day >= :day - 31 and day < :day - 3 group by staff_id
                        ), looked as (
                          select n.staff_id, count(distinct n.story) as records from rules.finding n
                          where n.force_id = :force and n.family = 'UNEXPLAINED' and n.raised_at >= :from
                            and n.raised_at < :to and n.withdrawn_at is null
                          group by n.staff_id
                        )
                        insert into rules.role_unexplained (force_id, day, role, share, staff)
                        select :force, :day, p.role, coalesce(sum(l.records), 0) / sum(p.opened)::double precision, count(*)
                        from peers p left join looked l on l.staff_id = p.staff_id
                        group by p.role having sum(p.opened) > 0
                        """)
                .param("force", force.id())
                .param("day", day)
                .param("from", midnight(day.minusDays(DAYS)))
                .param("to", midnight(day))
                .update();
    }

    static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay(London.ZONE).toOffsetDateTime();
    }
}
