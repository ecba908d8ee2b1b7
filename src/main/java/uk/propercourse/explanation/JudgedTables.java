package uk.propercourse.explanation;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** The temporary tables that accesses are judged in, which live for the transaction: {@code judged} and what is gathered about it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class JudgedTables {

    /**
     * Who holds the account at the access, else who held it last: an account used after its holder gave it up is still
     * that account.
     */
    private static final String STAFF = holder("e.account_id");

    /** A principal may be named by an account of another system, if only one person has that account. */
    private static final String PRINCIPAL = """
            case when e.on_behalf_of is not null then coalesce(%s,
              (select min(a.staff_id) from people.account a
               where a.force_id = :force and a.account_id = e.on_behalf_of
               having count(distinct a.staff_id) = 1)) end
            """.formatted(holder("e.on_behalf_of"));

    /** Of a single event {@code e}. */
    static final String WHO = STAFF + ",\n" + PRINCIPAL;

    /** The same of a slice, with {@link #ONLY_HOLDER}. */
    static final String WHO_OF_SLICE = "coalesce(sole.staff_id, " + STAFF + "),\n" + PRINCIPAL;

    /** Joins the holder of an account that has had one only, as nearly all have: a slice reads these once. */
    static final String ONLY_HOLDER = """
            left join (
              select system_code, account_id, min(staff_id) as staff_id, min(valid_from) as valid_from
              from people.account where force_id = :force group by 1, 2 having count(*) = 1) sole
              on sole.system_code = e.system_code and sole.account_id = e.account_id and sole.valid_from <= e.occurred_at
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Force force;
    private final FirstLookSql firstLook;

    JudgedTables(JdbcTemplate template, JdbcClient jdbc, Force force, ExplanationPolicy policy) {
        this.template = template;
        this.jdbc = jdbc;
        this.force = force;
        this.firstLook = new FirstLookSql(policy);
    }

    /** In two steps, each of which walks the key backwards: a sort for each access costs more than both. */
    private static String holder(String account) {
        String last = """
                (select a.staff_id from people.account a
                 where a.force_id = :force and a.system_code = e.system_code and a.account_id = %s
                   and a.valid_from <= e.occurred_at%s
                 order by a.valid_from desc limit 1)""";
        return "coalesce(" + last.formatted(account, " and (a.valid_to is null or e.occurred_at < a.valid_to)") + ", "
                + last.formatted(account, "") + ")";
    }

    /** Makes them, empty. */
    void begin() {
        template.execute("""
                create temporary table if not exists judged (
                  event_key uuid, occurred_at timestamptz, due_at timestamptz, known_at timestamptz, system_code text,
                  account_id text, on_behalf_of text, action text, record_type text, record_id text, case_ref text,
                  terminal_id text, staff_id text, principal_id text, first_look timestamptz,
                  explained boolean default false, strength real default 0, template text,
                  stood_explained boolean default false
                ) with (fillfactor = 75) on commit delete rows;
                create temporary table if not exists reach (
                  record_type text, record_id text, hop boolean, via_type text, via_id text, relation text,
                  case_ref text, linked_at timestamptz, recorded_by text, link_role text, closed_or_open timestamptz,
                  event_key uuid
                ) on commit delete rows;
                create temporary table if not exists assigned (
                  case_ref text, role text, staff_id text, unit_id text, valid_from timestamptz, ends_at timestamptz,
                  recorded_at timestamptz, recorded_by text, kind text
                ) on commit delete rows;
                create temporary table if not exists own_tie (
                  event_key uuid, linked_at timestamptz, linked_by text, valid_from timestamptz, ends_at timestamptz,
                  recorded_at timestamptz, assigned_by text, closed_or_open timestamptz
                ) on commit delete rows;
                create temporary table if not exists unsettled (since timestamptz) on commit delete rows;
                create index if not exists judged_event_idx on judged (event_key);
                """);
        // They are empty unless this transaction has used them: truncating costs milliseconds of every page even then.
        if (Boolean.TRUE.equals(template.queryForObject(
                "select exists (select from judged) or exists (select from reach) or exists (select from assigned)"
                        + " or exists (select from own_tie)",
                Boolean.class))) {
            template.execute("truncate judged, reach, assigned, own_tie, unsettled");
        }
    }

    /** Notes since when accesses may be unsettled: looks at those are asked for several times a slice. */
    void noteUnsettled() {
        jdbc.sql("insert into unsettled " + firstLook.unsettledSince("judged"))
                .param("force", force.id())
                .update();
    }

    /**
     * Sets the first look of some of the accesses in {@code judged}.
     *
     * @param whose SQL for their keys
     */
    void firstLooks(String whose) {
        jdbc.sql("""
                        with first as (%s)
                        update judged set first_look = first.first_look from first where judged.event_key = first.event_key
                        """.formatted(firstLook.firstLooks(whose)))
                .param("force", force.id())
                .update();
    }
}
