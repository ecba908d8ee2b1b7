package uk.propercourse.review;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** The diary dates of dossiers that were put off; of covert matters nothing leaves the application. */
@Component
@WebOnly
@Order(2)
class DossierCalendar implements CalendarEntries {

    private final DossierService dossiers;
    private final Compartments compartments;

    DossierCalendar(DossierService dossiers, Compartments compartments) {
        this.dossiers = dossiers;
        this.compartments = compartments;
    }

    @Override
    public List<CalendarEntry> list(SignedInUser user) {
        if (!user.isProfessionalStandards()) {
            return List.of();
        }
        Set<StaffId> covert = compartments.listCovert();
        return dossiers.list(user, DossierService.Which.SNOOZED, 1).shown().stream()
                .filter(dossier -> !covert.contains(dossier.staff()))
                .map(dossier -> new CalendarEntry(
                        "DOSSIER-" + dossier.strongest(),
                        Objects.requireNonNull(dossier.snoozedUntil()),
                        "A dossier is due again",
                        "/dossiers/" + dossier.strongest()))
                .toList();
    }
}
