package uk.propercourse.explanation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/** Measures each template against two kinds of chance: another person, and other work of the same unit. */
@Service
@WebOnly
public class TemplateStrengths {

    private static final int DAYS = 7;
    private static final int MOST = 5_000;

    /** Each access by the accessor of the next one in a random order. */
    private static final String OTHER_PERSON = """
            update judged j set staff_id = o.staff_id, principal_id = null
            from (select event_key, coalesce(lead(staff_id) over w, first_value(staff_id) over w) as staff_id
                  from judged window w as (order by md5('person' || event_key))) o
            where o.event_key = j.event_key
            """;

    /** Each access of the record of the next one of the same unit in a random order. */
    private static final String OTHER_RECORD = """
            with placed as (
              select j.event_key, j.record_type, j.record_id, p.unit_id
              from judged j
              left join lateral (
                select unit_id from people.posting p where p.force_id = :force and p.staff_id = j.staff_id
                  and p.valid_from <= j.occurred_at and (p.valid_to is null or j.occurred_at < p.valid_to)
                limit 1) p on true
            )
            update judged j set record_type = o.record_type, record_id = o.record_id, principal_id = null
            from (select event_key, coalesce(lead(record_type) over w, first_value(record_type) over w) as record_type,
                    coalesce(lead(record_id) over w, first_value(record_id) over w) as record_id
                  from placed window w as (partition by unit_id order by md5('record' || event_key))) o
            where o.event_key = j.event_key
            """;

    private final Recall recall;
    private final StrengthPolicies policies;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;

    TemplateStrengths(Recall recall, StrengthPolicies policies, JdbcClient jdbc, Force force, Clock clock) {
        this.recall = recall;
        this.policies = policies;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** What was measured last, in the order of the templates; nothing before the first time. */
    @Transactional(readOnly = true)
    public List<TemplateStrength> list() {
        return jdbc
                .sql("select * from explanation.template_strength where force_id = :force")
                .param("force", force.id())
                .query((row, n) -> new TemplateStrength(
                        ExplanationTemplate.valueOf(row.getString("template")),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getInt("accesses"),
                        row.getInt("support"),
                        row.getInt("marginal_support"),
                        row.getInt("by_person"),
                        row.getInt("by_record"),
                        row.getTimestamp("measured_at").toInstant()))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing(TemplateStrength::template))
                .toList();
    }

    /** Measures on the last seven days of settled accesses, at most 5,000 of them; false where there are none. */
    @Transactional
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    public boolean measure() {
        Optional<LocalDate> last = findLastDay();
        last.ifPresent(day -> measure(day.minusDays(DAYS - 1L), day));
        return last.isPresent();
    }

    private Optional<LocalDate> findLastDay() {
        return jdbc.sql("select max(occurred_at) from explanation.verdict where force_id = :force and settled")
                .param("force", force.id())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .map(London::day);
    }

    /** How many of the same sample are explained by the strengths that hold now, and how many by others. */
    @Transactional
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    public StrengthPolicy.Effect effect(Map<ExplanationTemplate, StrengthLevel> levels) {
        Optional<LocalDate> last = findLastDay();
        if (last.isEmpty()) {
            return new StrengthPolicy.Effect(0, 0, 0);
        }
        int sampled = recall.sample(
                start(last.get().minusDays(DAYS - 1L)), start(last.get().plusDays(1)), MOST);
        recall.gather();
        return jdbc.sql("""
                        with best as (
                          select c.event_key, max(%s) as before, max(%s) as after from (%s) c group by 1
                        )
                        select count(*) filter (where before >= %4$s), count(*) filter (where after >= %4$s) from best
                        """.formatted(
                                StrengthPolicies.strength("c.template", policies.inForce()),
                                StrengthPolicies.strength("c.template", levels),
                                recall.candidateSql(),
                                ExplanationPolicy.EXPLAINED))
                .param("force", force.id())
                .query((row, n) -> new StrengthPolicy.Effect(sampled, row.getInt(1), row.getInt(2)))
                .single();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(London.ZONE).toInstant();
    }

    private void measure(LocalDate first, LocalDate last) {
        Instant from = start(first);
        Instant to = start(last.plusDays(1));
        int accesses = recall.sample(from, to, MOST);
        Map<ExplanationTemplate, Tied> actual = tied();
        recall.sample(from, to, MOST);
        jdbc.sql(OTHER_PERSON).update();
        Map<ExplanationTemplate, Tied> byPerson = tied();
        recall.sample(from, to, MOST);
        jdbc.sql(OTHER_RECORD).param("force", force.id()).update();
        Map<ExplanationTemplate, Tied> byRecord = tied();
        for (ExplanationTemplate template : ExplanationTemplate.values()) {
            save(new TemplateStrength(
                    template,
                    first,
                    last,
                    accesses,
                    actual.getOrDefault(template, Tied.NONE).accesses(),
                    actual.getOrDefault(template, Tied.NONE).alone(),
                    byPerson.getOrDefault(template, Tied.NONE).accesses(),
                    byRecord.getOrDefault(template, Tied.NONE).accesses(),
                    clock.instant()));
        }
    }

    /** How many accesses a template ties, and how many of them nothing else explains. */
    private record Tied(ExplanationTemplate template, int accesses, int alone) {

        static final Tied NONE = new Tied(ExplanationTemplate.OWN_CASE, 0, 0);
    }

    private Map<ExplanationTemplate, Tied> tied() {
        recall.gather();
        Map<ExplanationTemplate, Tied> tied = new EnumMap<>(ExplanationTemplate.class);
        jdbc.sql("""
                        with tie as (
                          select distinct c.event_key, c.template, %s >= %s as explains from (%s) c
                        ), counted as (
                          select *, count(*) filter (where explains) over (partition by event_key)
                            - case when explains then 1 else 0 end as others
                          from tie
                        )
                        select template, count(*), count(*) filter (where others = 0) from counted group by template
                        """.formatted(
                                policies.strength("c.template", "c.known_at"),
                                ExplanationPolicy.EXPLAINED,
                                recall.candidateSql()))
                .param("force", force.id())
                .query((row, n) ->
                        new Tied(ExplanationTemplate.valueOf(row.getString(1)), row.getInt(2), row.getInt(3)))
                .list()
                .forEach(one -> tied.put(one.template(), one));
        return tied;
    }

    private void save(TemplateStrength measured) {
        jdbc.sql("""
                        insert into explanation.template_strength (force_id, template, first_day, last_day, accesses, support,
                          marginal_support, by_person, by_record, measured_at)
                        values (:force, :template, :first, :last, :accesses, :support, :marginal, :person, :record, :now)
                        on conflict (force_id, template) do update
                        set first_day = excluded.first_day, last_day = excluded.last_day, accesses = excluded.accesses,
                          support = excluded.support, marginal_support = excluded.marginal_support,
                          by_person = excluded.by_person, by_record = excluded.by_record, measured_at = excluded.measured_at
                        """)
                .param("force", force.id())
                .param("template", measured.template().name())
                .param("first", measured.firstDay())
                .param("last", measured.lastDay())
                .param("accesses", measured.accesses())
                .param("support", measured.support())
                .param("marginal", measured.marginalSupport())
                .param("person", measured.byPerson())
                .param("record", measured.byRecord())
                .param("now", Timestamp.from(measured.measuredAt()))
                .update();
    }
}
