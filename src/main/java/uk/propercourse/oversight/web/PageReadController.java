package uk.propercourse.oversight.web;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.oversight.PageRead;
import uk.propercourse.oversight.PageReads;
import uk.propercourse.oversight.ReadFilter;
import uk.propercourse.people.Naming;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.SpreadsheetFile;

/** Who read what in this application, for those who watch the watchers. */
@Controller
@WebOnly
class PageReadController {

    private static final int MOST = 100_000;

    private final PageReads reads;
    private final Naming naming;

    PageReadController(PageReads reads, Naming naming) {
        this.reads = reads;
        this.naming = naming;
    }

    /** A read, with what to call the person it is about. */
    record Row(PageRead read, @Nullable String about) {}

    @GetMapping("/reads")
    String list(@AuthenticationPrincipal SignedInUser user, @ModelAttribute("form") PageReadForm form, Model model) {
        List<PageRead> found = reads.list(user, form.filter(), ReadFilter.PAGE + 1);
        List<PageRead> shown = found.subList(0, Math.min(ReadFilter.PAGE, found.size()));
        model.addAttribute("rows", shown.stream().map(this::row).toList());
        model.addAttribute("firstPage", form.before() == null ? null : form.address(null));
        model.addAttribute(
                "nextPage",
                found.size() > ReadFilter.PAGE
                        ? form.address(shown.get(shown.size() - 1).id())
                        : null);
        return "oversight/reads";
    }

    private Row row(PageRead read) {
        return new Row(
                read,
                read.about() == null ? null : naming.pseudonym(read.about()).label());
    }

    /** The same as a file. */
    @GetMapping("/reads.csv")
    ResponseEntity<byte[]> export(@AuthenticationPrincipal SignedInUser user, @ModelAttribute("form") PageReadForm form)
            throws IOException {
        return SpreadsheetFile.CSV.of("reads", csv -> {
            csv.writeRecord("read_at", "reader", "page", "about", "closeness");
            for (PageRead read : reads.list(user, form.filter(), MOST)) {
                Row row = row(read);
                csv.writeRecord(
                        read.at().toString(),
                        read.reader(),
                        read.page(),
                        row.about() == null ? "" : row.about(),
                        read.closeness() == null ? "" : read.closeness().name());
            }
        });
    }
}
