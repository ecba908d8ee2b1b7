package uk.propercourse.review;

import java.util.List;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** The diary dates of dossiers that were put off. */
@Component
@WebOnly
@Order(2)
class DossierCalendar implements CalendarEntries {

    private final DossierService dossiers;

    DossierCalendar(DossierService dossiers) {
        this.dossiers = dossiers;
    }

    @Override
    public List<CalendarEntry> list(SignedInUser user) {
        if (!user.isProfessionalStandards()) {
            return List.of();
        }
        return dossiers.list(user, DossierService.Which.SNOOZED, 1).shown().stream()
                .map(dossier -> new CalendarEntry(
                        "DOSSIER-" + dossier.strongest(),
                        Objects.requireNonNull(dossier.snoozedUntil()),
                        "A dossier is due again",
                        "/dossiers/" + dossier.strongest()))
                .toList();
    }
}
