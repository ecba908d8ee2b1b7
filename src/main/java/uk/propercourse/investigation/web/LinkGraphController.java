package uk.propercourse.investigation.web;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import uk.propercourse.investigation.InvestigationId;
import uk.propercourse.investigation.InvestigationReader;
import uk.propercourse.investigation.InvestigationSummary;
import uk.propercourse.investigation.LinkGraph;
import uk.propercourse.investigation.LinkGraphs;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.security.SignedInUser;

/** What connects person, records and cases of an investigation, as a drawing and as a table. */
@Controller
@WebOnly
class LinkGraphController {

    private final InvestigationReader reader;
    private final LinkGraphs graphs;
    private final Naming naming;

    LinkGraphController(InvestigationReader reader, LinkGraphs graphs, Naming naming) {
        this.reader = reader;
        this.graphs = graphs;
        this.naming = naming;
    }

    @GetMapping("/investigations/{id}/links")
    String links(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, Model model) {
        InvestigationId investigation = new InvestigationId(id);
        InvestigationSummary summary = reader.get(user, investigation).summary();
        model.addAttribute("summary", summary);
        model.addAttribute("who", naming.of(user, summary.staff()));
        model.addAttribute("graph", graphs.get(user, investigation));
        model.addAttribute("recordsX", LinkGraph.RECORDS_X);
        model.addAttribute("casesX", LinkGraph.CASES_X);
        return "investigation/links";
    }
}
