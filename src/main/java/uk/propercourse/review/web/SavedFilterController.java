package uk.propercourse.review.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.SavedFilter;
import uk.propercourse.review.SavedFilters;
import uk.propercourse.security.SignedInUser;

/** Filters of the queue that users keep for themselves. */
@Controller
@WebOnly
class SavedFilterController {

    private final SavedFilters filters;

    SavedFilterController(SavedFilters filters) {
        this.filters = filters;
    }

    @PostMapping("/flags/filters")
    String save(
            @AuthenticationPrincipal SignedInUser user, @RequestParam String name, @ModelAttribute FlagQueueForm form) {
        filters.save(user, new SavedFilter(name, form.query()));
        return "redirect:" + form.address("/flags", null);
    }

    @PostMapping("/flags/filters/remove")
    String remove(
            @AuthenticationPrincipal SignedInUser user, @RequestParam String name, @ModelAttribute FlagQueueForm form) {
        filters.remove(user, name);
        return "redirect:" + form.address("/flags", null);
    }
}
