package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.rules.Scoring;

/**
 * Makes flags of findings: one for each member of staff and story, raised at the moment when the evidence in it first
 * added up to {@link Scoring#THRESHOLD}. Later findings raise the score of the same flag; when the findings that carried it
 * are withdrawn the flag becomes <em>explained</em>, and it is re-opened if new ones carry it again. A flag that was decided
 * is re-opened by later accesses only; one that somebody is asked about stays out of the queue until they have answered.
 *
 * <p>A score is the sum over families of the strongest finding in each, at most 100. See {@code docs/scoring.md}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class FlagRaising {

    /** Later than anything is raised. */
    static final Instant ALL = Instant.parse("9999-12-31T00:00:00Z");

    /** The stories whose findings changed, with all their standing findings and the score at each moment. */
    private static final String STORIES = """
            with standing as materialized (
              select f.staff_id, f.story, f.event_key, f.occurred_at, f.rule_code, f.family, f.raised_at,
                least(f.points, c.cap) as points
              from (select distinct staff_id, story from touched) t
              cross join lateral (
                select * from rules.finding
                where force_id = :force and staff_id = t.staff_id and story = t.story and withdrawn_at is null
                  and raised_at <= :until offset 0) f
              join (values %s) c (family, cap) on c.family = f.family
            ), strongest as (
              select staff_id, story, family, raised_at, max(points) as points from standing group by 1, 2, 3, 4
            ), rise as (
              select staff_id, story, raised_at, greatest(0, points - coalesce(max(points) over (
                partition by staff_id, story, family order by raised_at
                rows between unbounded preceding and 1 preceding), 0)) as points
              from strongest
            ), total as (
              select staff_id, story, raised_at, least(100, sum(points) over (
                partition by staff_id, story order by raised_at)) as score
              from rise
            ), crossing as (
              select staff_id, story, min(raised_at) filter (where score >= :threshold) as raised_at, max(score) as score,
                max(raised_at) as newest
              from total group by 1, 2
            )
            """.formatted(Scoring.CAPS);

    private static final String RAISE = STORIES + """
            , shape as (
              select staff_id, story, min(occurred_at) as first_event_at, max(occurred_at) as last_event_at,
                count(distinct event_key) as events, (array_agg(rule_code order by points desc, rule_code))[1] as top_rule
              from standing group by 1, 2
            )
            insert into review.flag as known (flag_id, force_id, staff_id, story, record_type, record_id, score, top_rule,
              raised_at, first_event_at, last_event_at, events, status, updated_at, week, dossier_score)
            select md5(:force || '/' || c.staff_id || '/' || c.story)::uuid, :force, c.staff_id, c.story,
              case when c.story like 'RECORD/%%' then split_part(c.story, '/', 2) end,
              case when c.story like 'RECORD/%%' then substr(c.story, 9 + length(split_part(c.story, '/', 2))) end,
              c.score, s.top_rule, c.raised_at, s.first_event_at, s.last_event_at, s.events, 'OPEN', c.newest,
              %s, c.score
            from crossing c join shape s on s.staff_id = c.staff_id and s.story = c.story
            where c.raised_at is not null
            on conflict (force_id, staff_id, story) do update
            set score = excluded.score, top_rule = excluded.top_rule, first_event_at = excluded.first_event_at,
              last_event_at = excluded.last_event_at, events = excluded.events,
              status = case when known.status = 'ASKED' then 'ASKED' else 'OPEN' end,
              raised_at = case when known.status in ('OPEN', 'ASKED') then least(known.raised_at, excluded.raised_at)
                else excluded.updated_at end,
              week = case when known.status not in ('OPEN', 'ASKED') then %s
                when known.moved then known.week
                else least(known.week, excluded.week) end,
              moved = known.moved and known.status in ('OPEN', 'ASKED'),
              reopened = known.reopened + case when known.status in ('OPEN', 'ASKED') then 0 else 1 end,
              updated_at = excluded.updated_at, version = known.version + 1
            where ((known.score, known.top_rule, known.last_event_at, known.events)
                is distinct from (excluded.score, excluded.top_rule, excluded.last_event_at, excluded.events)
                or known.status not in ('OPEN', 'ASKED'))
              and (known.status not in ('DECIDED', 'TO_CONFIRM') or excluded.last_event_at > known.last_event_at)
            """.formatted(week("c.raised_at"), week("excluded.updated_at"));

    private static final String LOWER = """
            update review.flag fl set status = 'EXPLAINED', version = fl.version + 1
            where fl.force_id = :force and fl.status = 'OPEN'
              and (fl.staff_id, fl.story) in (select staff_id, story from touched)
              and coalesce((
                select sum(best) from (
                  select max(least(f.points, c.cap)) as best from rules.finding f
                  join (values %s) c (family, cap) on c.family = f.family
                  where f.force_id = :force and f.staff_id = fl.staff_id and f.story = fl.story and f.withdrawn_at is null
                    and f.raised_at <= :until
                  group by f.family) s), 0) < :threshold
            """.formatted(Scoring.CAPS);

    /**
     * The dossiers of those people: the strongest flag counts in full, the next four with the root of what they leave open,
     * because serial conduct hides when every access is judged alone.
     */
    private static final String DOSSIERS = """
            with dossier as (
              select staff_id, week, round((100 * (1 - exp(sum(
                  ln(1 - least(score, 99) / 100.0::double precision) * case when place = 1 then 1 else 0.5 end)
                  filter (where place <= 5))))::numeric, 1) as score
              from (
                select staff_id, week, score,
                  row_number() over (partition by staff_id, week order by score desc, flag_id) as place
                from review.flag where force_id = :force and staff_id in (%s)) f
              group by 1, 2
            )
            update review.flag fl set dossier_score = d.score
            from dossier d
            where fl.force_id = :force and fl.staff_id = d.staff_id and fl.week = d.week
              and fl.dossier_score is distinct from d.score
            """;

    private static String week(String moment) {
        return "date_trunc('week', " + moment + " at time zone 'Europe/London')::date";
    }

    private final JdbcClient jdbc;
    private final Force force;

    FlagRaising(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * Raises, raises further, re-opens or lowers the flags of the stories whose findings have just changed.
     *
     * @param until leaves out what was raised later: it belongs to slices whose turn has not come
     */
    void update(Instant until) {
        for (String sql : List.of(RAISE, LOWER)) {
            jdbc.sql(sql)
                    .param("force", force.id())
                    .param("threshold", Scoring.THRESHOLD)
                    .param("until", Timestamp.from(until))
                    .update();
        }
        scoreDossiers();
    }

    /** Scores the dossiers of the people whose flags have just changed. */
    void scoreDossiers() {
        jdbc.sql(DOSSIERS.formatted("select staff_id from touched"))
                .param("force", force.id())
                .update();
    }

    /** Scores the dossiers of a person whose flags were put from one into another. */
    void scoreDossiers(StaffId staff) {
        jdbc.sql(DOSSIERS.formatted(":staff"))
                .param("force", force.id())
                .param("staff", staff.value())
                .update();
    }
}
