package uk.propercourse.web;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/** How values read on pages: {@code ${{…}}} in templates. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addFormatterForFieldType(Instant.class, new InstantFormatter());
        registry.addFormatterForFieldType(LocalDate.class, new DateFormatter());
    }

    /** {@code 22 Nov 2026 14:05} in London; read as ISO 8601. */
    private static final class InstantFormatter implements Formatter<Instant> {
        @Override
        public String print(Instant instant, Locale locale) {
            return London.minute(instant);
        }

        @Override
        public Instant parse(String text, Locale locale) throws ParseException {
            try {
                return java.time.OffsetDateTime.parse(text).toInstant();
            } catch (java.time.DateTimeException e) {
                throw new ParseException("expected a time such as 2026-03-01T08:15:00Z", 0);
            }
        }
    }

    /** {@code 22 Nov 2026}; read as ISO 8601. */
    private static final class DateFormatter implements Formatter<LocalDate> {
        @Override
        public String print(LocalDate date, Locale locale) {
            return London.date(date);
        }

        @Override
        public LocalDate parse(String text, Locale locale) throws ParseException {
            try {
                return LocalDate.parse(text);
            } catch (java.time.DateTimeException e) {
                throw new ParseException("expected a date such as 2026-03-01", 0);
            }
        }
    }
}
