package uk.propercourse.review.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.AccessLists;
import uk.propercourse.security.SignedInUser;

/** A person's accesses over time, who looked at a record, and the search that leads there. */
@Controller
@WebOnly
class AccessListController {

    private final AccessLists accesses;
    private final Naming naming;
    private final StaffDirectory staff;

    AccessListController(AccessLists accesses, Naming naming, StaffDirectory staff) {
        this.accesses = accesses;
        this.naming = naming;
        this.staff = staff;
    }

    /** An access with how its accessor is called. */
    record Row(AccessLists.Row access, Naming.@Nullable Shown who) {}

    @GetMapping("/staff/{staffId}")
    String staff(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable String staffId,
            @RequestParam(defaultValue = "false") boolean unexplained,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID key,
            Model model) {
        StaffId id = new StaffId(staffId);
        List<AccessLists.Row> rows = accesses.listByStaff(user, id, unexplained, position(before, key));
        List<AccessLists.DayCount> days = accesses.countDays(user, id);
        if (rows.isEmpty() && days.isEmpty() && staff.find(id).isEmpty()) {
            throw new PageNotFoundException("member of staff " + staffId);
        }
        fill(model, rows, unexplained);
        model.addAttribute("who", naming.of(user, id));
        model.addAttribute("days", DayChart.of(days));
        return "review/staff";
    }

    @GetMapping("/records/{type}/{id}")
    String record(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable String type,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean unexplained,
            @RequestParam(required = false) @Nullable Instant before,
            @RequestParam(required = false) @Nullable UUID key,
            Model model) {
        RecordRef ref = new RecordRef(type, id);
        List<AccessLists.Row> rows = accesses.listByRecord(user, ref, unexplained, position(before, key));
        var subject = accesses.findRecord(ref);
        if (rows.isEmpty() && subject.isEmpty()) {
            throw new PageNotFoundException("record " + id);
        }
        fill(model, rows, unexplained);
        model.addAttribute("record", ref);
        model.addAttribute("kind", English.words(type));
        model.addAttribute("subject", subject.orElse(null));
        return "review/record";
    }

    @GetMapping("/search")
    String search(@AuthenticationPrincipal SignedInUser user, @RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("hits", q.isBlank() ? null : accesses.search(user, q.strip()));
        return "review/search";
    }

    private void fill(Model model, List<AccessLists.Row> rows, boolean unexplained) {
        List<AccessLists.Row> shown = rows.subList(0, Math.min(AccessLists.PAGE, rows.size()));
        model.addAttribute(
                "rows",
                shown.stream()
                        .map(row -> new Row(row, row.staff() == null ? null : naming.pseudonym(row.staff())))
                        .toList());
        model.addAttribute("next", rows.size() > AccessLists.PAGE ? shown.get(shown.size() - 1) : null);
        model.addAttribute("unexplained", unexplained);
    }

    private static AccessLists.@Nullable Position position(@Nullable Instant before, @Nullable UUID key) {
        return before == null || key == null ? null : new AccessLists.Position(before, key);
    }
}
