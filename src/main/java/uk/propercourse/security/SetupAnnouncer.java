package uk.propercourse.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.WebOnly;

/** Prints the set-up link in the log of an installation that has no user yet, after any demonstration is loaded. */
@Component
@WebOnly
class SetupAnnouncer {

    private static final Logger log = LoggerFactory.getLogger(SetupAnnouncer.class);

    private final UserAccounts users;
    private final SetupLink links;

    SetupAnnouncer(UserAccounts users, SetupLink links) {
        this.users = users;
        this.links = links;
    }

    @EventListener
    @Order(100)
    public void on(ApplicationReadyEvent ready) {
        if (users.isEmpty()
                && ready.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            log.info(
                    "Nobody can sign in yet. Create the first administrator, once, at http://localhost:{}/setup?link={}",
                    web.getWebServer().getPort(),
                    links.create());
        }
    }
}
