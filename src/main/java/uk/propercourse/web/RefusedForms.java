package uk.propercourse.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;

/**
 * A form that was not taken is answered with the page it stands on, as that page is now, under what was typed: both
 * versions on one page, and nothing of the typing lost. A page that cannot be shown again gives way to one that shows
 * what was typed alone.
 */
@Component
@WebOnly
class RefusedForms implements HandlerExceptionResolver, Ordered {

    /** The request attribute that the layout shows on whatever page answers. */
    private static final String REFUSAL = "refusal";

    /** Why a form was not taken, and what was typed into it by a name for people. */
    record Refusal(
            HttpStatus status, String heading, @Nullable String detail, Map<String, String> typed) {}

    /** Writes the answer, or names the page that shall. */
    @Nullable
    ModelAndView answer(
            HttpStatus status, @Nullable String detail, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute(REFUSAL, new Refusal(status, heading(status), detail, TypedFields.of(request)));
        String page = TypedFields.page(request);
        if (page == null || !isForm(request)) {
            return alone(status);
        }
        response.setStatus(status.value());
        request.getRequestDispatcher(page).forward(new Opened(request), response);
        return null;
    }

    static boolean isForm(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod());
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case CONFLICT -> "Somebody else was faster";
            case FORBIDDEN -> "You may not do this";
            case NOT_FOUND -> "It does not exist, or it is not for you to see";
            default -> "This cannot be done as it was sent";
        };
    }

    private static ModelAndView alone(HttpStatus status) {
        return new ModelAndView("error/refused", status);
    }

    /** Whatever keeps the page from being shown again: gone, closed to this user, or answering forms only. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        return request.getAttribute(REFUSAL) instanceof Refusal refusal ? alone(refusal.status()) : null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** The request as if the page were opened: the form's fields are not the page's. */
    private static final class Opened extends HttpServletRequestWrapper {

        Opened(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }
    }
}
