package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.DirectedReading;
import uk.propercourse.review.DirectedReadingException;
import uk.propercourse.review.DirectedReadings;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** A supervisor directs somebody of the team to read cases, and ends it. */
@Controller
@WebOnly
class DirectedReadingController {

    private final DirectedReadings readings;
    private final StaffDirectory staff;
    private final Clock clock;

    DirectedReadingController(DirectedReadings readings, StaffDirectory staff, Clock clock) {
        this.readings = readings;
        this.staff = staff;
        this.clock = clock;
    }

    /** Somebody of the team. */
    record Member(StaffId id, String name) {}

    /** A reading with who reads. */
    record Row(DirectedReading reading, String who, boolean running) {}

    @GetMapping("/justifications/readings")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        fill(user, DirectedReadingForm.empty(), Map.of(), null, model);
        return "review/readings";
    }

    private void fill(
            SignedInUser user,
            DirectedReadingForm form,
            Map<String, String> errors,
            @Nullable String conflict,
            Model model) {
        List<StaffId> team = readings.listTeam(user);
        List<DirectedReading> directed = readings.listDirected(user);
        Map<StaffId, String> names =
                staff.listNames(Stream.concat(team.stream(), directed.stream().map(DirectedReading::staff))
                        .distinct()
                        .toList());
        model.addAttribute(
                "team",
                team.stream()
                        .map(id -> new Member(id, names.getOrDefault(id, id.value())))
                        .toList());
        model.addAttribute(
                "rows",
                directed.stream()
                        .map(one -> new Row(
                                one,
                                names.getOrDefault(one.staff(), one.staff().value()),
                                one.to().isAfter(clock.instant())))
                        .toList());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("conflict", conflict);
    }

    /** Directs it; what was typed stays when it cannot be. */
    @PostMapping("/justifications/readings")
    ModelAndView direct(
            @AuthenticationPrincipal SignedInUser user,
            @Valid @ModelAttribute("directing") DirectedReadingForm form,
            BindingResult bound,
            Model model) {
        Map<String, String> errors = FieldErrors.of(bound);
        List<String> refs = form.caseRefs();
        if (refs.isEmpty() || refs.size() > DirectedReading.MOST_CASES) {
            errors.put("cases", "Give 1 to " + DirectedReading.MOST_CASES + " cases, one to a line");
        }
        String conflict = null;
        if (errors.isEmpty()) {
            try {
                readings.direct(
                        user, new StaffId(form.staff()), refs, Objects.requireNonNull(form.days()), form.purpose());
                return new ModelAndView("redirect:/justifications/readings");
            } catch (DirectedReadingException e) {
                conflict = e.getMessage();
            }
        }
        fill(user, form, errors, conflict, model);
        return new ModelAndView(
                "review/readings",
                model.asMap(),
                conflict == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    @PostMapping("/justifications/readings/{id}/end")
    String end(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "-1") int version) {
        readings.end(user, id, version);
        return "redirect:/justifications/readings";
    }
}
