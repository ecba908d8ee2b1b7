package uk.propercourse.oversight.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.oversight.PageReads;
import uk.propercourse.oversight.PageReads.Reader;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.security.TokenAuthentication;

/** Keeps who asks for which page, whatever page is added. What cannot be kept is not shown. */
@Component
@WebOnly
class ReadInterceptor implements HandlerInterceptor {

    private static final int LONGEST = 200;
    /** Asks to see a name: not a page, but read all the same. */
    private static final String REVEAL = "/reveal";

    private final PageReads log;

    ReadInterceptor(PageReads log) {
        this.log = log;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Reader reader = reader(SecurityContextHolder.getContext().getAuthentication());
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        boolean reads = HttpMethod.GET.matches(request.getMethod()) || route.endsWith(REVEAL);
        if (reader != null && handler instanceof HandlerMethod && reads) {
            Map<?, ?> names = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
            String item = names == null || names.isEmpty() ? null : item(names);
            log.keep(reader, route, item, item == null ? null : uuid(item));
        }
        return true;
    }

    private static @Nullable Reader reader(@Nullable Authentication authentication) {
        if (authentication instanceof TokenAuthentication token) {
            return new Reader("token " + token.token().name(), null, null);
        }
        return authentication != null && authentication.getPrincipal() instanceof SignedInUser user
                ? new Reader(user.getUsername(), user.id(), user.staffId().orElse(null))
                : null;
    }

    private static String item(Map<?, ?> names) {
        String item = String.join(
                        "/", names.values().stream().map(String::valueOf).toList())
                .replace("\0", "");
        return item.substring(0, Math.min(LONGEST, item.length()));
    }

    private static @Nullable UUID uuid(String item) {
        try {
            return UUID.fromString(item);
        } catch (IllegalArgumentException e) {
            return null; // Named otherwise.
        }
    }
}
