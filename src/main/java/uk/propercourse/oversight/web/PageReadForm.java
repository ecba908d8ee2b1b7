package uk.propercourse.oversight.web;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import uk.propercourse.oversight.ReadFilter;
import uk.propercourse.web.Days;

/** What is typed above the list of reads; what is left empty does not count. */
record PageReadForm(
        @Nullable String reader,
        @Nullable String person,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Boolean close,
        @Nullable Long before) {

    ReadFilter filter() {
        return new ReadFilter(text(reader), text(person), day(from), day(to), isClose(), before);
    }

    /** Whether only reads about people whom the reader stands close to are asked for. */
    public boolean isClose() {
        return Boolean.TRUE.equals(close);
    }

    /** Whether anything narrows the list. */
    public boolean isNarrow() {
        ReadFilter filter = filter();
        return isClose()
                || filter.reader() != null
                || filter.person() != null
                || filter.from() != null
                || filter.to() != null;
    }

    /** The address of this list, or of its part before that read. */
    String address(@Nullable Long start) {
        ReadFilter filter = filter();
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/reads")
                .queryParamIfPresent("reader", Optional.ofNullable(filter.reader()))
                .queryParamIfPresent("person", Optional.ofNullable(filter.person()))
                .queryParamIfPresent("from", Optional.ofNullable(filter.from()))
                .queryParamIfPresent("to", Optional.ofNullable(filter.to()))
                .queryParamIfPresent("close", filter.close() ? Optional.of(true) : Optional.empty())
                .queryParamIfPresent("before", Optional.ofNullable(start));
        return uri.encode().build().toUriString();
    }

    private static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private static @Nullable LocalDate day(@Nullable LocalDate day) {
        return day == null || !Days.isCalendar(day) ? null : day;
    }
}
