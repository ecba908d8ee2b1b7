package uk.propercourse.investigation;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** Draws what connects the person of an investigation with records and cases, from the feeds. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class LinkGraphs {

    /** Records of the matter's accesses; a tie is what the record system or the person said of both. */
    private static final String LOOKED = """
            select e.record_type, e.record_id, coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.vrm, r.address) as name,
              count(distinct e.event_key) as accesses, count(distinct e.event_key) filter (where not v.explained) as unexplained,
              coalesce(
                (select min(n.relation) from casework.own_record o
                 join casework.record_relation n on n.force_id = o.force_id and (
                   (n.from_id = o.record_id and n.from_type = 'PERSON' and n.to_id = e.record_id and n.to_type = e.record_type)
                   or (n.to_id = o.record_id and n.to_type = 'PERSON' and n.from_id = e.record_id
                     and n.from_type = e.record_type))
                 where o.force_id = :force and o.staff_id = :staff),
                (select min('DECLARED ' || d.relation) from people.association d
                 where d.force_id = :force and d.staff_id = :staff and d.record_id = e.record_id
                   and d.record_type = e.record_type),
                (select 'OWN RECORD' from casework.own_record o
                 where o.force_id = :force and o.staff_id = :staff and o.record_id = e.record_id
                   and e.record_type = 'PERSON' limit 1)) as tie
            from investigation.investigation_flag f
            join review.flag_event fe on fe.flag_id = f.flag_id
            join access.access_event e on e.force_id = fe.force_id and e.event_key = fe.event_key
              and e.occurred_at = fe.occurred_at
            join explanation.verdict v on v.force_id = fe.force_id and v.event_key = fe.event_key
              and v.occurred_at = fe.occurred_at
            left join casework.record r on r.force_id = e.force_id and r.record_id = e.record_id
              and r.record_type = e.record_type
            where f.investigation_id = :id and e.record_id is not null
            group by e.record_type, e.record_id, name
            order by accesses desc, e.record_type, e.record_id
            limit 1000
            """;

    private static final String LINKED = """
            with looked as (select * from unnest(:types::text[], :ids::text[]) k (record_type, record_id))
            select k.record_type, k.record_id, c.case_ref, c.kind, exists (
                select from casework.case_assignment a
                where a.force_id = :force and a.case_ref = c.case_ref and (a.staff_id = :staff or a.unit_id in (
                  select p.unit_id from people.posting p where p.force_id = :force and p.staff_id = :staff
                    and p.valid_from <= coalesce(a.valid_to, 'infinity')
                    and coalesce(p.valid_to, 'infinity') > a.valid_from))) as assigned
            from looked k
            join casework.case_link l on l.force_id = :force and l.record_id = k.record_id and l.record_type = k.record_type
            join casework.case_file c on c.force_id = :force and c.case_ref = l.case_ref
            group by k.record_type, k.record_id, c.case_ref, c.kind
            order by assigned desc, c.case_ref
            """;

    private final InvestigationReader reader;
    private final JdbcClient jdbc;
    private final Force force;

    LinkGraphs(InvestigationReader reader, JdbcClient jdbc, Force force) {
        this.reader = reader;
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * Of that investigation.
     *
     * @throws InvestigationNotFoundException when there is none, or it is not for that user
     */
    @Transactional(readOnly = true)
    public LinkGraph get(SignedInUser user, InvestigationId id) {
        String staff = reader.get(user, id).summary().staff().value();
        List<LinkGraph.Looked> looked = bind(LOOKED, id, staff)
                .query((row, n) -> new LinkGraph.Looked(
                        new RecordRef(row.getString("record_type"), row.getString("record_id")),
                        row.getString("name"),
                        row.getInt("accesses"),
                        row.getInt("unexplained"),
                        row.getString("tie")))
                .list();
        List<RecordRef> shown =
                looked.stream().limit(LinkGraph.MOST).map(LinkGraph.Looked::ref).toList();
        List<LinkGraph.Linked> linked = jdbc.sql(LINKED)
                .param("force", force.id())
                .param("staff", staff)
                .param("types", shown.stream().map(RecordRef::type).toArray(String[]::new))
                .param("ids", shown.stream().map(RecordRef::id).toArray(String[]::new))
                .query((row, n) -> new LinkGraph.Linked(
                        new RecordRef(row.getString("record_type"), row.getString("record_id")),
                        row.getString("case_ref"),
                        row.getString("kind"),
                        row.getBoolean("assigned")))
                .list();
        return LinkGraph.of(looked, linked);
    }

    private JdbcClient.StatementSpec bind(String sql, InvestigationId id, String staff) {
        return jdbc.sql(sql).param("force", force.id()).param("id", id.value()).param("staff", staff);
    }
}
