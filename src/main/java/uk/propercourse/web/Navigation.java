package uk.propercourse.web;

import java.util.ArrayList;
import java.util.List;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;

/** The service navigation: at most six entries, only what the role can use. */
final class Navigation {

    private Navigation() {}

    /** An entry. */
    record Entry(String text, String href, boolean current) {}

    static List<Entry> of(SignedInUser user, String path) {
        List<Entry> entries = new ArrayList<>();
        if (user.isProfessionalStandards()) {
            add(entries, "Dossiers", "/dossiers", path);
            add(entries, "Flags", "/flags", path);
            add(entries, "Investigations", "/investigations", path);
            add(entries, "Search", "/search", path);
        }
        if (user.roles().contains(Role.SUPERVISOR)) {
            add(entries, "My team", "/justifications", path);
        }
        if (user.roles().contains(Role.OFFICER) || user.roles().contains(Role.SUPERVISOR)) {
            add(entries, "My requests", "/requests", path);
            add(entries, "Declare", "/declarations", path);
        }
        if (user.roles().contains(Role.FORCE_ADMIN)
                || user.roles().contains(Role.DATA_PROTECTION)
                || user.roles().contains(Role.INSPECTOR)) {
            add(entries, "Feeds", "/intake", path);
            add(entries, "Ledger", "/ledger", path);
        }
        if (user.roles().contains(Role.DATA_PROTECTION) || user.roles().contains(Role.INSPECTOR)) {
            add(entries, "Reads", "/reads", path);
        }
        if (user.isProfessionalStandards()
                || user.roles().contains(Role.DATA_PROTECTION)
                || user.roles().contains(Role.INSPECTOR)) {
            add(entries, "Statistics", "/statistics", path);
        }
        if (!user.roles().contains(Role.SUPERVISOR) && !user.roles().contains(Role.OFFICER)) {
            add(entries, "Rules", "/rules", path);
        }
        return entries;
    }

    private static void add(List<Entry> entries, String text, String href, String path) {
        entries.add(new Entry(text, href, path.startsWith(href)));
    }
}
