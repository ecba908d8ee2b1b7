package uk.propercourse.rules.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.BackTests;
import uk.propercourse.rules.HeldFindings;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.RuleFixtures;
import uk.propercourse.rules.RuleVersion;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Days;

/** The rules, each with its versions, and the vocabulary they are written in. */
@Controller
@WebOnly
class RuleController {

    private static final int TRIED_DAYS = 90;
    private static final int HELD_DAYS = 7;

    private final RuleBook rules;
    private final BackTests backTests;
    private final RuleFixtures fixtures;
    private final HeldFindings held;
    private final Clock clock;

    RuleController(RuleBook rules, BackTests backTests, RuleFixtures fixtures, HeldFindings held, Clock clock) {
        this.rules = rules;
        this.backTests = backTests;
        this.fixtures = fixtures;
        this.held = held;
        this.clock = clock;
    }

    /** A version with what it changed. */
    record VersionView(RuleVersion version, List<RuleDiff> changes) {}

    @GetMapping("/rules")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute("rules", rules.listLive());
        model.addAttribute("open", rules.listOpen());
        model.addAttribute("mayWrite", mayWrite(user));
        model.addAttribute("facts", Vocabulary.list());
        model.addAttribute("held", listHeld(null));
        return "rules/list";
    }

    @GetMapping("/rules/{code}")
    String rule(@AuthenticationPrincipal SignedInUser user, @PathVariable String code, Model model) {
        List<RuleVersion> versions = rules.listVersions(code);
        RuleVersion newest = versions.get(0);
        LocalDate last = backTests.lastDay();
        model.addAttribute("versions", views(versions));
        model.addAttribute("newest", newest);
        model.addAttribute("live", live(versions));
        model.addAttribute("outcomes", fixtures.run(newest.rule()));
        model.addAttribute("report", backTests.findFor(newest).orElse(null));
        model.addAttribute("from", last.minusDays(TRIED_DAYS - 1L));
        model.addAttribute("to", last);
        model.addAttribute("held", listHeld(code));
        model.addAttribute("mayWrite", mayWrite(user));
        model.addAttribute("mayDecide", mayWrite(user) && !newest.writers().contains(user.getUsername()));
        return "rules/rule";
    }

    /** What a rule found on a day and did not count. */
    @GetMapping("/rules/{code}/held")
    String held(
            @PathVariable String code,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            Model model) {
        model.addAttribute("code", rules.listVersions(code).get(0).rule().code());
        model.addAttribute("day", day);
        model.addAttribute("accesses", Days.isCalendar(day) ? held.listAccesses(code, day) : List.of());
        return "rules/held";
    }

    private List<HeldFindings.Day> listHeld(@Nullable String code) {
        return held.listDays(London.day(clock.instant()).minusDays(HELD_DAYS), code);
    }

    private static @Nullable RuleVersion live(List<RuleVersion> versions) {
        return versions.stream()
                .filter(version -> version.status() == RuleVersion.Status.LIVE)
                .findFirst()
                .orElse(null);
    }

    /** Each version beside the one before it that was ever live. */
    private static List<VersionView> views(List<RuleVersion> versions) {
        List<VersionView> views = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            RuleVersion before = versions.subList(i + 1, versions.size()).stream()
                    .filter(version -> version.status() == RuleVersion.Status.LIVE
                            || version.status() == RuleVersion.Status.RETIRED)
                    .findFirst()
                    .orElse(null);
            views.add(new VersionView(
                    versions.get(i),
                    RuleDiff.between(
                            before == null ? null : before.rule(),
                            versions.get(i).rule())));
        }
        return views;
    }

    private static boolean mayWrite(SignedInUser user) {
        return user.roles().contains(Role.FORCE_ADMIN) || user.roles().contains(Role.PSD_MANAGER);
    }
}
