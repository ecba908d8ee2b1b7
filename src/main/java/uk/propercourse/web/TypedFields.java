package uk.propercourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody typed into a form that was not taken, so that the page which says so gives it back. */
final class TypedFields {

    /** Tokens, choices, versions and identifiers, which nobody types. */
    private static final Pattern NOT_TYPED =
            Pattern.compile("[A-Z][A-Z0-9_]*|true|false|on|[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27}(:[0-9]+)?");

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])|[-_.]");

    private TypedFields() {}

    /** The typed fields of a form, by a name for people, in the form's order. */
    static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : Collections.list(request.getParameterNames())) {
            String value = request.getParameter(name).strip();
            if (!name.equals("_csrf")
                    && !name.toLowerCase(Locale.ROOT).contains("password")
                    && !value.isEmpty()
                    && !NOT_TYPED.matcher(value).matches()) {
                typed.put(label(name), value);
            }
        }
        return typed;
    }

    private static String label(String name) {
        String words = HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The page with the form as it is now, as a path of this application; null where the browser does not say. */
    static @Nullable String page(HttpServletRequest request) {
        String from = request.getHeader("Referer");
        if (from == null) {
            return null;
        }
        try {
            URI page = URI.create(from);
            boolean ours = request.getServerName().equals(page.getHost()) && page.getRawPath() != null;
            String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
            return ours
                            && page.getRawPath().startsWith("/")
                            && !page.getRawPath().startsWith("//")
                    ? page.getRawPath() + query
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
