package uk.propercourse.rules.web;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.SheetVersion;
import uk.propercourse.rules.Typology;
import uk.propercourse.rules.TypologySheet;
import uk.propercourse.rules.TypologySheetException;
import uk.propercourse.rules.TypologySheetLife;
import uk.propercourse.rules.TypologySheets;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Reasons;

/** How each kind of misuse shows: proposed with what it would change, and signed by a second person. */
@Controller
@WebOnly
class TypologyController {

    private static final String SIGN = "sign-";

    private final TypologySheets sheets;
    private final TypologySheetLife life;
    private final RuleBook rules;
    private final Clock clock;

    TypologyController(TypologySheets sheets, TypologySheetLife life, RuleBook rules, Clock clock) {
        this.sheets = sheets;
        this.life = life;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping("/rules/typologies")
    String list(Model model) {
        model.addAttribute("typologies", Typology.values());
        model.addAttribute("shipped", sheets.shipped());
        model.addAttribute("inForce", sheets.inForce(clock.instant()));
        model.addAttribute("proven", sheets.countProven(clock.instant()));
        model.addAttribute(
                "proposed",
                sheets.list().stream()
                        .filter(item -> item.status() == SheetVersion.Status.PROPOSED)
                        .collect(Collectors.toMap(SheetVersion::typology, Function.identity())));
        return "rules/typologies";
    }

    @GetMapping("/rules/typologies/{typology}")
    String show(@AuthenticationPrincipal SignedInUser user, @PathVariable Typology typology, Model model) {
        return page(user, model, typology, typed(inForce(typology)), null);
    }

    private TypologySheet inForce(Typology typology) {
        return Objects.requireNonNull(sheets.inForce(clock.instant()).get(typology));
    }

    private String page(
            SignedInUser user, Model model, Typology typology, Map<String, String> typed, @Nullable String error) {
        Map<String, Rule> live = new TreeMap<>();
        rules.listLive().forEach(rule -> live.put(rule.code(), rule));
        model.addAttribute("typology", typology);
        model.addAttribute("shipped", Objects.requireNonNull(sheets.shipped().get(typology)));
        model.addAttribute("inForce", inForce(typology));
        model.addAttribute("signs", sheets.listSigns(typology, clock.instant()));
        model.addAttribute("rules", live);
        model.addAttribute(
                "versions",
                sheets.list().stream()
                        .filter(item -> item.typology() == typology)
                        .toList());
        model.addAttribute("typed", typed);
        model.addAttribute("error", error);
        model.addAttribute("user", user.getUsername());
        model.addAttribute("mayPropose", user.roles().contains(Role.PSD_INVESTIGATOR) || maySign(user));
        model.addAttribute("maySign", maySign(user));
        return "rules/typology";
    }

    private static boolean maySign(SignedInUser user) {
        return user.roles().contains(Role.PSD_MANAGER);
    }

    /** The fields of the form that would propose a sheet. */
    private static Map<String, String> typed(TypologySheet sheet) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("share", percent(sheet.share()));
        sheet.signs().forEach((rule, share) -> fields.put(SIGN + rule, percent(share)));
        return fields;
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    @GetMapping("/rules/typologies/{typology}/sheet.yaml")
    ResponseEntity<byte[]> export(@PathVariable Typology typology) {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + typology + "-sheet.yaml\"")
                .body(TypologySheetFile.write(typology, inForce(typology)).getBytes(StandardCharsets.UTF_8));
    }

    /** Shows what the file would propose; nothing is saved until the form is. */
    @PostMapping("/rules/typologies/{typology}/import")
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    ModelAndView take(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable Typology typology,
            @RequestParam(defaultValue = "") String text,
            Model model) {
        model.addAttribute("text", text);
        try {
            Set<String> live = rules.listLive().stream().map(Rule::code).collect(Collectors.toSet());
            TypologySheet sheet = TypologySheetFile.read(text, typology, live);
            model.addAttribute("effect", life.preview(typology, sheet));
            return again(page(user, model, typology, typed(sheet), null), model, null);
        } catch (SharedFile.InvalidFileException | TypologySheetException e) {
            return again(page(user, model, typology, typed(inForce(typology)), e.getMessage()), model, e.getMessage());
        }
    }

    /** What the button under the form asks for. */
    enum Act {
        PREVIEW,
        PROPOSE
    }

    @PostMapping("/rules/typologies/{typology}")
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    ModelAndView save(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable Typology typology,
            @RequestParam(defaultValue = "PREVIEW") Act act,
            @RequestParam Map<String, String> fields,
            Model model) {
        String reason = fields.getOrDefault("reason", "").strip();
        try {
            TypologySheet sheet = sheet(fields);
            if (act == Act.PROPOSE && reason.length() >= Reasons.SHORTEST) {
                life.propose(user, typology, sheet, reason);
                return new ModelAndView("redirect:/rules/typologies/" + typology);
            }
            model.addAttribute("effect", life.preview(typology, sheet));
            String missing = act == Act.PROPOSE ? "Say why, in at least " + Reasons.SHORTEST + " characters." : null;
            return again(page(user, model, typology, fields, missing), model, missing);
        } catch (InvalidSheetException | TypologySheetException e) {
            return again(page(user, model, typology, fields, e.getMessage()), model, e.getMessage());
        }
    }

    private static ModelAndView again(String view, Model model, @Nullable String error) {
        return new ModelAndView(view, model.asMap(), error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static TypologySheet sheet(Map<String, String> fields) throws InvalidSheetException {
        Map<String, Double> signs = new TreeMap<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().startsWith(SIGN) && !field.getValue().isBlank()) {
                String rule = field.getKey().substring(SIGN.length());
                signs.put(rule, share(rule, field.getValue()));
            }
        }
        return new TypologySheet(share("How common", fields.getOrDefault("share", "")), signs);
    }

    private static double share(String field, String percent) throws InvalidSheetException {
        try {
            return new BigDecimal(percent.strip()).movePointLeft(2).doubleValue();
        } catch (NumberFormatException e) {
            throw new InvalidSheetException(
                    "“" + field + "” is a number of per cent such as 12.5, not “" + percent.strip() + "”.", e);
        }
    }

    /** Thrown when a field of the form is no number. */
    private static final class InvalidSheetException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidSheetException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @PostMapping("/rules/typologies/{typology}/{version}/decide")
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    String decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable Typology typology,
            @PathVariable int version,
            @RequestParam SheetVersion.Status decision,
            @RequestParam(defaultValue = "") String reason) {
        life.decide(user, typology, version, decision, Reasons.demand(reason));
        return "redirect:/rules/typologies/" + typology;
    }
}
