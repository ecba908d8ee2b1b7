/**
 * The one way rows come in: formats, parsers, COPY into staging, set-based merges, receipts and quarantine.
 *
 * <p>A feature declares its {@link uk.propercourse.intake.Feed}s as beans; {@link uk.propercourse.intake.IntakeService}
 * streams a file or a request body through them. One bad row never costs a good one: it goes to quarantine with its
 * line, its reason and its original bytes. This module knows no feature.
 *
 * <p>Events out: {@link uk.propercourse.intake.ContextReceived}, one for each batch that brought rows.
 */
@NullMarked
@ApplicationModule(
        displayName = "Intake",
        allowedDependencies = {"kernel", "security", "web"})
package uk.propercourse.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
