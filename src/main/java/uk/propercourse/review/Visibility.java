package uk.propercourse.review;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.security.SignedInUser;

/**
 * Whose matters a user may know of, as conditions on rows that have {@code force_id} and {@code staff_id}. They read the
 * parameters {@code :viewer} and {@code :user}, which {@link #bind} gives.
 */
public final class Visibility {

    /** Nobody's own, nor of somebody who is in a declared association with them, whoever declared it. */
    private static final String NOT_THEIRS = """
            (%1$s.staff_id is null or :viewer::text is null or (%1$s.staff_id <> :viewer and not exists (
              select from people.association da join casework.own_record o on o.force_id = da.force_id
                and o.record_id = da.record_id and da.record_type = 'PERSON'
              where da.force_id = %1$s.force_id
                and (da.staff_id, o.staff_id) in ((:viewer, %1$s.staff_id), (%1$s.staff_id, :viewer)))))
            """;

    private static final String NOT_COVERT = """
            not exists (
              select from review.compartment co
              where co.force_id = %1$s.force_id and co.staff_id = %1$s.staff_id and co.ended_at is null%2$s)
            """;

    private static final String UNLESS_READER = """
             and not exists (
                select from review.compartment_reader cr
                where cr.compartment_id = co.compartment_id and cr.user_id = :user::uuid)
            """;

    private Visibility() {}

    /** Whether accesses of the person are for the user: a covert matter changes nothing about the source's own log. */
    static String notTheirs(String alias) {
        return NOT_THEIRS.formatted(alias);
    }

    /** Whether what somebody thinks, asks or decides about the person is for the user. */
    public static String ofMatters(String alias) {
        return NOT_THEIRS.formatted(alias) + " and " + NOT_COVERT.formatted(alias, UNLESS_READER);
    }

    /** Whether nothing about the person is covert: for what leaves the application, or goes to others. */
    public static String isOvert(String alias) {
        return NOT_COVERT.formatted(alias, "");
    }

    /** Gives a statement what these conditions read. */
    public static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, SignedInUser user) {
        return statement.param("viewer", viewer(user)).param("user", user.id());
    }

    static @Nullable String viewer(SignedInUser user) {
        return user.staffId().map(StaffId::value).orElse(null);
    }
}
