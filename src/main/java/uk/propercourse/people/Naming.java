package uk.propercourse.people;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Pseudonyms;
import uk.propercourse.security.Reveals;
import uk.propercourse.security.SignedInUser;

/** How a member of staff is called on a page: by pseudonym, until the user gave a reason to see the name. */
@Component
@WebOnly
public class Naming {

    private final Pseudonyms pseudonyms;
    private final Reveals reveals;
    private final StaffDirectory staff;

    Naming(Pseudonyms pseudonyms, Reveals reveals, StaffDirectory staff) {
        this.pseudonyms = pseudonyms;
        this.reveals = reveals;
        this.staff = staff;
    }

    /** A person as shown: {@code name} is null while only the pseudonym is shown. */
    public record Shown(
            StaffId id, String pseudonym, @Nullable String name) {

        /** What to call the person. */
        public String label() {
            return name == null ? "Person " + pseudonym : name;
        }
    }

    /** By pseudonym, whoever asks. */
    public Shown pseudonym(StaffId id) {
        return new Shown(id, pseudonyms.of(id), null);
    }

    /** By name for a user who gave a reason to see it. */
    public Shown of(SignedInUser user, StaffId id) {
        if (!reveals.holds(user, id)) {
            return pseudonym(id);
        }
        String name = staff.find(id)
                .map(person -> person.name() + " (" + id.value() + ")")
                .orElse(id.value());
        return new Shown(id, pseudonyms.of(id), name);
    }
}
