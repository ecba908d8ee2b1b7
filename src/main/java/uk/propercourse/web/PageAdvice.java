package uk.propercourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** What the layout of every page shows: the force, the user, the navigation, and whether the data are synthetic. */
@ControllerAdvice(annotations = Controller.class)
@WebOnly
class PageAdvice {

    private static final Logger log = LoggerFactory.getLogger(PageAdvice.class);

    private final Force force;
    private final JdbcClient jdbc;
    private volatile boolean demonstration;

    PageAdvice(Force force, JdbcClient jdbc) {
        this.force = force;
        this.jdbc = jdbc;
    }

    @ModelAttribute("page")
    Page page(@AuthenticationPrincipal @Nullable SignedInUser user, HttpServletRequest request) {
        return new Page(
                force.forceName(),
                user == null ? "" : user.getDisplayName(),
                user == null ? List.of() : Navigation.of(user, request.getRequestURI()),
                isDemonstration());
    }

    /** As it was known last while the database is away: the page that says so must not need it. */
    private boolean isDemonstration() {
        try {
            demonstration = jdbc.sql("select exists (select from security.app_user where demonstration)")
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            log.warn("The database is away", e);
        }
        return demonstration;
    }

    /** The layout's data. */
    record Page(String forceName, String userName, List<Navigation.Entry> navigation, boolean synthetic) {}
}
