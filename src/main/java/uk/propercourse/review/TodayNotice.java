package uk.propercourse.review;

import org.jspecify.annotations.Nullable;

/**
 * Something that a reviewer should know before the dossiers of the day.
 *
 * @param text part of a line, such as "2 replies came in"
 * @param href the list behind its number, null where it has none
 */
public record TodayNotice(String text, @Nullable String href) {}
