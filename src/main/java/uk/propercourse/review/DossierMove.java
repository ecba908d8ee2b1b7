package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Flags that were put from one dossier of a person into another.
 *
 * @param flags how many
 * @param from the dossier they were in
 * @param to the dossier they came to
 * @param undoneBy who put them back, null unless somebody did
 */
public record DossierMove(
        UUID id,
        int flags,
        LocalDate from,
        LocalDate to,
        String reason,
        String movedBy,
        Instant movedAt,
        @Nullable String undoneBy) {}
