package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.Incident;
import uk.propercourse.review.IncidentId;
import uk.propercourse.review.IncidentService;
import uk.propercourse.review.RequestRoute;
import uk.propercourse.review.RequestStateException;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.SpreadsheetFile;

/** Incidents: one record, everybody who looked at it, and what they say. */
@Controller
@WebOnly
class IncidentController {

    private static final List<RequestRoute> ROUTES =
            List.of(RequestRoute.OFFICER, RequestRoute.OFFICER_THEN_SUPERVISOR);

    private final IncidentService incidents;
    private final Naming naming;

    IncidentController(IncidentService incidents, Naming naming) {
        this.incidents = incidents;
        this.naming = naming;
    }

    /** A viewer with how they are called. */
    record Row(Incident.Viewer viewer, Naming.Shown who) {}

    @GetMapping("/incidents")
    String list(Model model) {
        model.addAttribute("incidents", incidents.list());
        return "review/incidents";
    }

    @GetMapping("/incidents/new")
    String open(
            @RequestParam(defaultValue = "") String type, @RequestParam(defaultValue = "") String record, Model model) {
        model.addAttribute("form", new IncidentForm("", type, record, null, null));
        model.addAttribute("errors", Map.of());
        return "review/incident-open";
    }

    @PostMapping("/incidents")
    ModelAndView create(
            @AuthenticationPrincipal SignedInUser user,
            @Valid @ModelAttribute("opening") IncidentForm form,
            BindingResult errors,
            Model model) {
        Map<String, String> messages = FieldErrors.of(errors);
        if (messages.isEmpty() && Objects.requireNonNull(form.to()).isBefore(Objects.requireNonNull(form.from()))) {
            messages.put("to", "The last day must not be before the first");
        }
        if (!messages.isEmpty()) {
            model.addAttribute("form", form);
            model.addAttribute("errors", messages);
            return new ModelAndView("review/incident-open", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        IncidentId id = incidents.open(
                user,
                form.name(),
                new RecordRef(form.type(), form.record()),
                Objects.requireNonNull(form.from()).atStartOfDay(London.ZONE).toInstant(),
                Objects.requireNonNull(form.to())
                        .plusDays(1)
                        .atStartOfDay(London.ZONE)
                        .toInstant());
        return new ModelAndView("redirect:/incidents/" + id);
    }

    @GetMapping("/incidents/{id}")
    String incident(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, Model model) {
        fill(user, id, model);
        return "review/incident";
    }

    private Incident fill(SignedInUser user, UUID id, Model model) {
        Incident incident = incidents.get(new IncidentId(id));
        List<Incident.Viewer> viewers = incidents.listViewers(user, incident);
        model.addAttribute("incident", incident);
        model.addAttribute("report", Incident.Report.of(viewers));
        model.addAttribute(
                "rows",
                viewers.stream()
                        .map(viewer -> new Row(viewer, naming.pseudonym(viewer.staff())))
                        .toList());
        model.addAttribute("routes", ROUTES);
        model.addAttribute("form", IncidentAskForm.empty(incident.version()));
        model.addAttribute("errors", Map.of());
        return incident;
    }

    /** Asks all unexplained viewers; what was typed stays when they cannot be asked. */
    @PostMapping("/incidents/{id}/requests")
    ModelAndView ask(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @Valid @ModelAttribute("asking") IncidentAskForm form,
            BindingResult errors,
            Model model) {
        Map<String, String> messages = FieldErrors.of(errors);
        if (messages.isEmpty()) {
            try {
                incidents.ask(
                        user,
                        new IncidentId(id),
                        form.version(),
                        RequestRoute.valueOf(form.route()),
                        form.question(),
                        Objects.requireNonNull(form.days()));
                return new ModelAndView("redirect:/incidents/" + id);
            } catch (RequestStateException e) {
                messages.put("question", e.getMessage());
            }
        }
        int version = fill(user, id, model).version();
        model.addAttribute("form", new IncidentAskForm(version, form.route(), form.question(), form.days()));
        model.addAttribute("errors", messages);
        return new ModelAndView(
                "review/incident",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    /** The end report as a file: the figures with their definition, then each viewer by pseudonym. */
    @GetMapping("/incidents/{id}/report.csv")
    ResponseEntity<byte[]> report(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id)
            throws IOException {
        Incident incident = incidents.get(new IncidentId(id));
        List<Incident.Viewer> viewers = incidents.listViewers(user, incident);
        Incident.Report report = Incident.Report.of(viewers);
        return SpreadsheetFile.CSV.of("incident-" + id, csv -> {
            csv.writeRecord("incident", incident.name());
            csv.writeRecord(
                    "filter",
                    incident.record().type() + " " + incident.record().id() + " from " + incident.from() + " to "
                            + incident.to() + ", exclusive");
            csv.writeRecord("viewers", Long.toString(report.viewers()));
            csv.writeRecord("accesses", Long.toString(report.accesses()));
            csv.writeRecord("asked", Long.toString(report.asked()));
            csv.writeRecord("outstanding", Long.toString(report.outstanding()));
            csv.writeRecord("justified", Long.toString(report.justified()));
            csv.writeRecord("without_reason", Long.toString(report.withoutReason()));
            csv.writeRecord("person", "accesses", "unexplained", "first_at", "last_at", "request", "reply");
            for (Incident.Viewer viewer : viewers) {
                csv.writeRecord(
                        naming.pseudonym(viewer.staff()).pseudonym(),
                        Long.toString(viewer.accesses()),
                        Long.toString(viewer.unexplained()),
                        viewer.first().toString(),
                        viewer.last().toString(),
                        viewer.status() == null ? "" : viewer.status().name(),
                        viewer.reply() == null ? "" : viewer.reply().name());
            }
        });
    }
}
