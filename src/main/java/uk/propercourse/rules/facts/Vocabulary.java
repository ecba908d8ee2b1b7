package uk.propercourse.rules.facts;

import static uk.propercourse.rules.facts.Fact.Type.BOOL;
import static uk.propercourse.rules.facts.Fact.Type.DOUBLE;
import static uk.propercourse.rules.facts.Fact.Type.INT;
import static uk.propercourse.rules.facts.Fact.Type.STRING;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every fact that a rule may read. {@code docs/facts.md} is generated from it. */
public final class Vocabulary {

    private static final String PERSONAL_RECORD = """
            casework.personal_record pr where pr.force_id = :force and pr.staff_id = j.staff_id
              and pr.record_id = j.record_id and pr.record_type = j.record_type""";

    private static final String PERSONAL = "exists (select from " + PERSONAL_RECORD + ")";

    /**
     * The same as a look-up for each access. Of all accesses ever, the planner rightly hashes every personal record instead; of a
     * slice, that costs several times what the look-ups do, and more the larger the force is.
     */
    private static final String PERSONAL_OF_SLICE = "coalesce((select true from " + PERSONAL_RECORD + "), false)";

    private static final String OWN = """
            (j.staff_id, j.record_id, j.record_type) in (
              select pr.staff_id, pr.record_id, pr.record_type from casework.personal_record pr
              where pr.force_id = :force and pr.own)""";

    /** The same, reading what is own to the people of a slice only. */
    private static final String OWN_OF_SLICE = """
            (j.staff_id, j.record_id, j.record_type) in (
              select d.staff_id, pr.record_id, pr.record_type
              from (select distinct staff_id from judged where staff_id is not null) d
              cross join lateral (
                select record_id, record_type from casework.personal_record
                where force_id = :force and staff_id = d.staff_id and own offset 0) pr)""";

    private static final String GONE = """
            j.staff_id in (select a.staff_id from people.absence a
              where a.force_id = :force and a.kind in ('SUSPENDED', 'LEFT'))""";

    private static final String MARKED = """
            (j.record_id, j.record_type) in (select r.record_id, r.record_type from casework.record r
              where r.force_id = :force and r.markers %s)""";

    private static final String HIGH_PROFILE = "&& '{HIGH_PROFILE,SENSITIVE,PROTECTED_ADDRESS,INFORMANT}'";
    private static final String VULNERABLE = "&& '{DA_VICTIM,CHILD}'";
    private static final String DECOY = "@> '{DECOY}'";

    /** Stock words of the domain catalogue, T19, and what says as little; without blanks. */
    private static final String VAGUE = """
            case when re.given then coalesce(length(re.key), 0) < 3 or re.key = any (
              '{inv,check,checks,policework,policepurpose,policepurposes,police,enquiry,enquiries,enq,investigation,intel,'
              'asper,ongoing,ongoingenquiry,ongoingenquiries,work,duty,crime,research,other,test,none,na,misc}') end""";

    /** Whatever is judged with the access or after it, the number is that of its own time. */
    private static final String RECORDS_SO_FAR =
            "case when sd.records is not null then coalesce(width_bucket(j.occurred_at, vd.opened), 0) end";

    /** What was opened in all of the day is at least as much as what was by then. */
    private static final String MANY_RECORDS = """
            (j.day, j.staff_id) in (select s.day, s.staff_id from rules.staff_day s
              where s.force_id = :force and s.records %s
                and s.day >= ${first_day} and s.day <= ${last_day})""";

    /** A quoted reference is a claim to be tested, never an explanation. */
    private static final String REFERENCE_STATE = """
            case
              when j.case_ref is null then 'R7'
              when cf.case_ref is null and j.case_ref !~ '[0-9]' then 'R6'
              when cf.case_ref is null then 'R5'
              when cf.closed_at < j.occurred_at then 'R4'
              when j.record_id is null then null
              when rl.linked or j.record_id = j.case_ref then case when qc.assigned then 'R0' else 'R1' end
              when qc.assigned then 'R2' else 'R3' end""";

    private static final List<Fact> FACTS = List.of(
            at(
                    "event.action",
                    STRING,
                    "What was done: SEARCH, VIEW, CREATE, UPDATE, DELETE, MERGE, PRINT, EXPORT or DISCLOSE",
                    "j.action",
                    Section.EVENT),
            at(
                    "event.takes_out",
                    BOOL,
                    "Whether data left the system by it: printed, exported or disclosed",
                    "j.action in ('PRINT', 'EXPORT', 'DISCLOSE')",
                    Section.EVENT),
            at(
                    "event.local_hour",
                    INT,
                    "The hour of the day in London, 0 to 23",
                    "extract(hour from j.occurred_at at time zone 'Europe/London')::bigint",
                    Section.EVENT),
            after(
                    "event.reason_vague",
                    BOOL,
                    "Whether the reason that was typed says nothing: a stock word, or less than three letters; unknown where none was typed, and for an explained access",
                    VAGUE,
                    Section.REASON),
            at("person.role", STRING, "The role of the posting at that moment", "po.role", Section.POSTING),
            at("person.unit_kind", STRING, "The kind of the unit of that posting", "po.unit_kind", Section.POSTING),
            at(
                    "person.absent",
                    BOOL,
                    "Whether an absence of any kind was recorded for that moment",
                    "ab.kind is not null",
                    Section.ABSENCE),
            at(
                            "person.suspended_or_left",
                            BOOL,
                            "Whether the person was suspended or had left",
                            "coalesce(ab.kind in ('SUSPENDED', 'LEFT'), false)",
                            Section.ABSENCE)
                    .screened(GONE),
            at(
                    "person.trained",
                    BOOL,
                    "Whether a course that the system demands was valid on that day; unknown where it demands none, or nobody's training in it is known",
                    "tr.valid",
                    Section.TRAINING),
            after(
                    "person.proven_before",
                    BOOL,
                    "Whether misuse of data by the person was found in the two years before",
                    "coalesce(pp.proven, false)",
                    Section.PROVEN),
            at(
                    "person.off_duty_hours",
                    DOUBLE,
                    "Hours to the nearest shift, 0 on duty; unknown where the roster has no shift within ten days",
                    "du.gap",
                    Section.DUTY),
            at(
                    "record.type",
                    STRING,
                    "PERSON, VEHICLE, LOCATION, PHONE, CASE or OTHER; unknown where the source named no record",
                    "j.record_type",
                    Section.EVENT),
            at(
                    "record.named",
                    BOOL,
                    "Whether the source said which record it was",
                    "j.record_id is not null",
                    Section.EVENT),
            at(
                            "record.high_profile",
                            BOOL,
                            "Whether the record is marked HIGH_PROFILE, SENSITIVE, PROTECTED_ADDRESS or INFORMANT",
                            isMarked(HIGH_PROFILE),
                            Section.RECORD)
                    .screened(MARKED.formatted(HIGH_PROFILE)),
            at(
                            "record.vulnerable",
                            BOOL,
                            "Whether the record is marked DA_VICTIM or CHILD",
                            isMarked(VULNERABLE),
                            Section.RECORD)
                    .screened(MARKED.formatted(VULNERABLE)),
            at(
                            "record.decoy",
                            BOOL,
                            "Whether the record is marked DECOY: made up, so that no work leads to it",
                            isMarked(DECOY),
                            Section.RECORD)
                    .screened(MARKED.formatted(DECOY)),
            at(
                            "relation.self",
                            BOOL,
                            "Whether the record is the person's own: own person record, own vehicle or own phone",
                            "own.record_id is not null or coalesce(rec.vrm_key = any (st.vehicle_keys), false) or coalesce(j.record_type = 'PHONE' and rec.phone_key = any (st.phone_keys), false)",
                            Section.STAFF,
                            Section.RECORD,
                            Section.OWN)
                    .screened(OWN),
            at(
                            "relation.declared",
                            BOOL,
                            "Whether the person declared an association with the record",
                            "da.record_id is not null",
                            Section.DECLARED)
                    .screened(PERSONAL),
            at(
                            "relation.shared_home",
                            BOOL,
                            "Whether the record has an address that is or was the person's home; unknown without both addresses",
                            "case when rec.address_key is not null and st.address_key is not null then hm.staff_id is not null end",
                            Section.STAFF,
                            Section.RECORD,
                            Section.HOME)
                    .screened(PERSONAL),
            at(
                            "relation.shared_phone",
                            BOOL,
                            "Whether the record has a phone number of the person; unknown without both",
                            "rec.phone_key = any (st.phone_keys)",
                            Section.STAFF,
                            Section.RECORD)
                    .screened(PERSONAL),
            at(
                            "relation.recorded",
                            BOOL,
                            "Whether the record system relates the person's own record to this one; unknown where the person has no own record",
                            "case when kin.own_known then kin.relation is not null end",
                            Section.KIN)
                    .screened(PERSONAL),
            at(
                    "relation.recorded_as",
                    STRING,
                    "As what: RESIDENT, KEEPER, USER, FAMILY, PARTNER or ASSOCIATE",
                    "kin.relation",
                    Section.KIN),
            at(
                    "relation.neighbour",
                    BOOL,
                    "Whether the record's address is at most two doors from the person's home; unknown without both addresses",
                    "rec.street_key = st.street_key and rec.postcode_key = st.postcode_key and rec.house_number <> st.house_number and abs(rec.house_number - st.house_number) <= 4",
                    Section.STAFF,
                    Section.RECORD),
            at(
                    "relation.same_surname",
                    BOOL,
                    "Whether the record bears a surname that the person bears or bore; unknown where the record has none",
                    "rec.surname_key = st.surname_key or rec.surname_key = any (st.former_surname_keys)",
                    Section.STAFF,
                    Section.RECORD),
            at(
                    "relation.surname_share",
                    DOUBLE,
                    "The share of people on record who bear the record's surname, 0 to 1",
                    "sf.share",
                    Section.RECORD,
                    Section.SURNAME),
            at(
                    "relation.colleague",
                    BOOL,
                    "Whether the record is the own person record of another member of staff",
                    "col.staff_id is not null",
                    Section.COLLEAGUE),
            after(
                    "reference.quoted",
                    BOOL,
                    "Whether a case reference was given",
                    "j.case_ref is not null",
                    Section.EVENT),
            after(
                    "reference.exists",
                    BOOL,
                    "Whether the quoted case exists; unknown where none was quoted",
                    "case when j.case_ref is not null then cf.case_ref is not null end",
                    Section.REFERENCE),
            after(
                    "reference.unrelated",
                    BOOL,
                    "Whether the quoted case exists and neither the record nor one it is related to is linked to it",
                    "case when cf.case_ref is not null and j.record_id is not null then rl.linked is null and j.record_id <> j.case_ref end",
                    Section.REFERENCE),
            after(
                    "reference.closed",
                    BOOL,
                    "Whether the quoted case was closed by then",
                    "cf.closed_at < j.occurred_at",
                    Section.REFERENCE),
            after(
                    "reference.state",
                    STRING,
                    "What the quoted reference is worth as a claim: R0 record linked and person on the case, R1 linked and not on it, R2 on it and record not linked (borrowed), R3 neither, R4 closed by then, R5 no such case, R6 nothing that looks like a reference, R7 none quoted; unknown where the case is open and the record not named",
                    REFERENCE_STATE,
                    Section.REFERENCE,
                    Section.ON_QUOTED_CASE),
            after("explanation.explained", BOOL, "Whether casework explains the access", "j.explained", Section.EVENT)
                    .screened("j.explained"),
            after(
                    "explanation.strength",
                    DOUBLE,
                    "How strongly, 0 to 1; explained from 0.5",
                    "j.strength::double precision",
                    Section.EVENT),
            after(
                    "explanation.template",
                    STRING,
                    "The code of the best explanation; unknown where there is none",
                    "j.template",
                    Section.EVENT),
            after(
                    "history.unexplained_looks",
                    INT,
                    "The person's unexplained accesses to this record so far, this one included; 0 for an explained access",
                    "coalesce(hi.looks, 0)",
                    Section.HISTORY),
            after(
                    "history.unexplained_days",
                    INT,
                    "On how many London days those were",
                    "coalesce(hi.days, 0)",
                    Section.HISTORY),
            after(
                    "history.span_days",
                    DOUBLE,
                    "Days from the first to the last of those",
                    "coalesce(hi.span, 0)::double precision",
                    Section.HISTORY),
            after(
                    "history.product_of_work",
                    BOOL,
                    "Whether the person created or updated the record, a case it is linked to or the quoted case within a day; unknown for an explained access",
                    "case when not j.explained then coalesce(pw.found, false) end",
                    Section.PRODUCT),
            at(
                            "volume.records_today",
                            INT,
                            "Different records the person opened on that London day so far",
                            RECORDS_SO_FAR + "::bigint",
                            Section.VOLUME)
                    .screened(MANY_RECORDS),
            at(
                    "volume.peer_deviation",
                    DOUBLE,
                    "How far that is above what is usual for the role, in robust standard deviations over 28 days; unknown below 20 staff days",
                    "(sd.records - rv.median) / greatest(rv.deviation, 3)",
                    Section.VOLUME),
            after(
                    "volume.unexplained_today",
                    INT,
                    "Different records the person opened unexplained on that London day so far; 0 for an explained access",
                    "coalesce(ud.total, 0)",
                    Section.UNEXPLAINED_DAY),
            after(
                    "subject.live_case",
                    BOOL,
                    "Whether the record, or one it is related to, belongs to a case that was open within 28 days",
                    "coalesce(lc.live, false)",
                    Section.SUBJECT),
            after(
                    "subject.unexplained_viewers",
                    INT,
                    "Other people who looked at the record unexplained in the seven days before; 0 for an explained access",
                    "coalesce(vw.others, 0)",
                    Section.VIEWERS),
            after(
                    "relation.former_unit_case",
                    BOOL,
                    "Whether the record belongs to a case that a unit had while the person was in it, who has left it since",
                    "coalesce(fu.former, false)",
                    Section.FORMER_UNIT),
            after(
                    "relation.own_case",
                    BOOL,
                    "Whether the record belongs to a case to which the person's own record is linked",
                    "coalesce(oc.party, false)",
                    Section.OWN_CASE),
            after(
                    "session.foreign_terminal",
                    BOOL,
                    "Whether the terminal was used in four weeks by others only and never by a unit of the person; unknown where those were fewer than 20 uses",
                    "case when tu.own then false when tu.others >= 20 then true end",
                    Section.TERMINAL),
            after(
                    "session.explained_before",
                    INT,
                    "Accesses of the person in the nine hours before that casework explains; 0 for an explained access",
                    "coalesce(eb.total, 0)",
                    Section.EXPLAINED_BEFORE),
            after(
                    "volume.unexplained_month",
                    INT,
                    "Different records the person opened unexplained in 28 days; 0 for an explained access",
                    "coalesce(um.total, 0)",
                    Section.POSTING,
                    Section.UNEXPLAINED_MONTH),
            after(
                    "volume.unexplained_peer_deviation",
                    DOUBLE,
                    "How far that is above what peers of the role leave unexplained of as many records, in square roots of that; unknown below five peers",
                    "(coalesce(um.total, 0) - xm.records) / greatest(1, sqrt(xm.records))",
                    Section.POSTING,
                    Section.UNEXPLAINED_MONTH),
            after(
                    "pattern.unrelated_reference_days",
                    INT,
                    "On how many London days of 60 the person quoted, for this record, a case it has nothing to do with",
                    "coalesce(ur.days, 0)",
                    Section.UNRELATED_DAYS),
            after(
                    "pattern.former_unit_records",
                    INT,
                    "Different records of a former unit's cases that the person opened unexplained in 60 days",
                    "fr.records",
                    Section.FORMER_UNIT),
            after(
                    "pattern.linked_people",
                    INT,
                    "People opened unexplained in 90 days who are associates of this one or have an associate in common, this one included",
                    "lp.people",
                    Section.LINKED_PEOPLE),
            after(
                    "pattern.fresh_cases",
                    INT,
                    "Different records that the person opened unexplained in 28 days, each within three days after a case about it was opened",
                    "coalesce(fc.records, 0)",
                    Section.FRESH_CASES),
            after(
                    "pattern.vulnerable_revisited",
                    INT,
                    "People marked DA_VICTIM to whom the person came back unexplained on a second day within 60",
                    "coalesce(vr.total, 0)",
                    Section.VULNERABLE_REVISITED));

    private static final Map<String, Fact> BY_NAME =
            FACTS.stream().collect(Collectors.toMap(Fact::name, Function.identity()));

    private Vocabulary() {}

    private static Fact at(String name, Fact.Type type, String meaning, String sql, Section... sections) {
        return new Fact(name, type, meaning, true, Arrays.asList(sections), sql, null);
    }

    private static String isMarked(String markers) {
        return "rec.record_id is not null and coalesce(rec.markers " + markers + ", false)";
    }

    private static Fact after(String name, Fact.Type type, String meaning, String sql, Section... sections) {
        return new Fact(name, type, meaning, false, Arrays.asList(sections), sql, null);
    }

    /** All facts, in the order of the documentation. */
    public static List<Fact> list() {
        return FACTS;
    }

    /** The fact of that name. */
    public static Optional<Fact> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * A query that gives, for each judged access of a known member of staff, its identity ({@code event_key,
     * occurred_at, due_at, staff_id, subject_type, subject_id, day}) and those facts by {@link Fact#column()}. The fence
     * ({@code offset 0}) keeps the planner from computing a fact once for each rule.
     *
     * @param screen over the access {@code j}: the others are left out before anything is joined
     */
    public static String assemble(Collection<Fact> facts, String screen) {
        return assembleOf("(" + screened(screen) + ")", facts);
    }

    /** The same for accesses that are {@link #screened} already: a table's name, or a query in brackets. */
    public static String assembleOf(String accesses, Collection<Fact> facts) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        facts.forEach(fact -> sections.addAll(fact.sections()));
        String columns = facts.stream()
                .map(fact -> ",\n  " + fact.sql() + " as " + fact.column())
                .collect(Collectors.joining());
        String joins = sections.stream().map(Section::join).collect(Collectors.joining());
        return """
                select j.event_key, j.occurred_at, j.due_at, j.staff_id, j.record_type as subject_type,
                  j.record_id as subject_id, j.day%s
                from %s j
                %soffset 0
                """.formatted(columns, accesses, joins.replace("${judged}", accesses + " j"));
    }

    /** The judged accesses of known members of staff that pass the screen, with their London {@code day}. */
    public static String screened(String screen) {
        return """
                select j.* from (
                  select *, (occurred_at at time zone 'Europe/London')::date as day from judged
                  where staff_id is not null) j
                where %s
                """.formatted(ofSlice(screen));
    }

    private static String ofSlice(String screen) {
        return screen(screen, judged("min"), judged("max"))
                .replace(PERSONAL, PERSONAL_OF_SLICE)
                .replace(OWN, OWN_OF_SLICE);
    }

    private static String judged(String end) {
        return "(select (" + end + "(occurred_at) at time zone 'Europe/London')::date from judged)";
    }

    /**
     * A screen as SQL over the access {@code j} and its London {@code day}.
     *
     * @param firstDay SQL for the first day that accesses may fall into
     * @param lastDay SQL for the last one
     */
    public static String screen(String screen, String firstDay, String lastDay) {
        return screen.replace("${first_day}", firstDay).replace("${last_day}", lastDay);
    }
}
