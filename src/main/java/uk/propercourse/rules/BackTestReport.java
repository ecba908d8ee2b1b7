package uk.propercourse.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a rule would have done in a period.
 *
 * @param from first London day
 * @param to last London day
 * @param figures of the version that is tried
 * @param replaced the same of the live version, empty where there is none
 * @param units where the flags would be, most first
 * @param sample some of the accesses it fires on, newest first
 * @param seconds how long it took
 */
public record BackTestReport(
        LocalDate from,
        LocalDate to,
        Figures figures,
        List<Figures> replaced,
        List<UnitShare> units,
        List<Sample> sample,
        double seconds) {

    /**
     * The numbers of one version.
     *
     * @param accesses settled accesses in the period that it is about
     * @param sampled null where it was asked about all of them; else of how many members of staff one was asked about, and
     *     all other numbers are of that share
     * @param matches of them that it fires on
     * @param stories members of staff and stories that these belong to
     * @param flags stories that would reach the threshold with it
     * @param newFlags of them, those that do not without it
     * @param dossiers weeks of members of staff in which such a flag would be raised
     * @param staff members of staff with such a flag
     * @param alreadyFlagged stories it fires on that are flags without it
     * @param spread how these go together in people, null in reports that are older than that
     * @param past how it fares against what became of earlier flags, null in reports that are older than that
     */
    public record Figures(
            long accesses,
            @Nullable Integer sampled,
            long matches,
            long stories,
            long alreadyFlagged,
            long flags,
            long newFlags,
            long dossiers,
            long staff,
            @Nullable Spread spread,
            @Nullable Past past) {

        /** What it fires on, for people to read. */
        public String matchesText() {
            return text(matches, spread == null ? 1 : spread.matches());
        }

        /** The stories of that. */
        public String storiesText() {
            return text(stories, spread == null ? 1 : spread.stories());
        }

        /** The stories among them that are flags without it. */
        public String alreadyFlaggedText() {
            return text(alreadyFlagged, spread == null ? 1 : spread.alreadyFlagged());
        }

        /** The flags that only it brings. */
        public String newFlagsText() {
            return text(newFlags, spread == null ? 1 : spread.newFlags());
        }

        /** The members of staff with such a flag. */
        public String staffText() {
            return text(staff, 1);
        }

        /**
         * A number as counted, or what a share lets expect, with where it is in 19 of 20 such shares: people are drawn, so
         * that what counts is how many of them a number comes from. It is no more than there are accesses.
         */
        private String text(long counted, double together) {
            if (sampled == null) {
                return String.format(Locale.UK, "%,d", counted);
            }
            double root = Math.sqrt(counted / together + 3 / 8.0);
            double low = root <= 1 ? 0 : Math.max(0, Math.pow(root - 1, 2) - 3 / 8.0);
            double high = Math.pow(root + 1, 2) - 3 / 8.0;
            return String.format(
                    Locale.UK,
                    "about %,.0f (%,.0f to %,.0f)",
                    expected((double) counted),
                    expected(low * together),
                    expected(high * together));
        }

        private double expected(double counted) {
            return Math.min((double) accesses, counted * (sampled == null ? 1 : sampled));
        }

        /** What is expected a day, of so many days. */
        public double daily(long counted, long days) {
            return (sampled == null ? 1.0 : sampled) * counted / days;
        }
    }

    /**
     * Of each number how many of the same person's go together: the sum of squares over people by their sum, 1 where nobody
     * has more than one. Source: the design effect of a sample of clusters.
     */
    public record Spread(double matches, double stories, double alreadyFlagged, double newFlags) {}

    /**
     * Earlier flags with an access in the period of which something final is known.
     *
     * @param proven where misconduct or a crime was found
     * @param provenCaught of them, those that it fires on
     * @param cleared where there was no issue or no case
     * @param clearedFlagged of them, those that it fires on
     */
    public record Past(long proven, long provenCaught, long cleared, long clearedFlagged) {}

    /** Flags that would be raised in a unit. */
    public record UnitShare(String unit, long flags) {}

    /** One access that the rule fires on, without who or whom. */
    public record Sample(
            String system,
            String eventId,
            Instant at,
            @Nullable String recordType,
            @Nullable String role,
            boolean explained) {

        /** Of a row with these columns in this order. */
        static Sample of(ResultSet row) throws SQLException {
            return new Sample(
                    row.getString(1),
                    row.getString(2),
                    row.getTimestamp(3).toInstant(),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6));
        }
    }

    /** Days of the period. */
    public long days() {
        return java.time.temporal.ChronoUnit.DAYS.between(from, to) + 1;
    }
}
