package uk.propercourse.review;

import java.time.temporal.Temporal;

/**
 * A day or a moment by which somebody has to have done something.
 *
 * @param id the same for the same thing, so that a calendar that takes the file twice shows it once
 * @param due an {@link java.time.Instant}, or a {@link java.time.LocalDate} of London where it is a whole day
 * @param title without personal data: a calendar is read by others
 * @param path of the page where it is done
 */
public record CalendarEntry(String id, Temporal due, String title, String path) {}
