package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.Attachment;
import uk.propercourse.review.AttachmentRefusedException;
import uk.propercourse.review.Attachments;
import uk.propercourse.review.OfficerReplies;
import uk.propercourse.review.ReceivedNudges;
import uk.propercourse.review.Reply;
import uk.propercourse.review.RequestDetail;
import uk.propercourse.review.RequestId;
import uk.propercourse.review.RequestStateException;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** What somebody is asked about their own accesses. */
@Controller
@WebOnly
class RequestController {

    private static final List<Reply.Kind> KINDS =
            List.of(Reply.Kind.JUSTIFIED, Reply.Kind.SHOULD_NOT_HAVE, Reply.Kind.NOT_ME, Reply.Kind.ASK_SUPERVISOR);

    private final OfficerReplies replies;
    private final ReceivedNudges nudges;
    private final Attachments attachments;

    RequestController(OfficerReplies replies, ReceivedNudges nudges, Attachments attachments) {
        this.replies = replies;
        this.nudges = nudges;
        this.attachments = attachments;
    }

    @GetMapping("/requests")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute("requests", replies.list(user));
        model.addAttribute("messages", nudges.listOwn(user));
        return "review/requests";
    }

    @GetMapping("/requests/{requestId}")
    String request(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID requestId, Model model) {
        RequestDetail detail = replies.get(user, new RequestId(requestId));
        fill(detail, AnswerForm.kept(detail.request()), Map.of(), model);
        return "review/request";
    }

    /** Sends the answer; what was typed stays when it cannot be sent. */
    @PostMapping("/requests/{requestId}/answer")
    ModelAndView answer(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID requestId,
            @Valid @ModelAttribute("answer") AnswerForm form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model)
            throws IOException {
        RequestId id = new RequestId(requestId);
        Map<String, String> messages = FieldErrors.of(errors);
        if (messages.isEmpty()) {
            try {
                replies.answer(
                        user,
                        id,
                        form.version(),
                        Reply.Kind.valueOf(form.kind()),
                        form.caseRef(),
                        form.explanation(),
                        file(file));
                return new ModelAndView("redirect:/requests/" + requestId);
            } catch (RequestStateException e) {
                model.addAttribute("conflict", e.getMessage());
            } catch (AttachmentRefusedException e) {
                messages.put("file", e.getMessage());
            }
        }
        return again(user, id, form, messages, model);
    }

    private static OfficerReplies.@Nullable File file(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return null;
        }
        Attachments.demandSmall(file.getSize());
        return new OfficerReplies.File(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
    }

    private ModelAndView again(
            SignedInUser user, RequestId id, AnswerForm form, Map<String, String> messages, Model model) {
        RequestDetail detail = replies.get(user, id);
        fill(detail, form.withVersion(detail.request().version()), messages, model);
        return new ModelAndView(
                "review/request",
                model.asMap(),
                messages.isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Keeps what was typed, with a file; it stays on the page when the file cannot be kept. */
    @PostMapping("/requests/{requestId}/draft")
    ModelAndView draft(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID requestId,
            @ModelAttribute("answer") AnswerForm form,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Model model)
            throws IOException {
        RequestId id = new RequestId(requestId);
        try {
            replies.keepDraft(user, id, form.version(), form.caseRef(), form.explanation(), file(file));
            return new ModelAndView("redirect:/requests/" + requestId + "?kept");
        } catch (AttachmentRefusedException e) {
            return again(user, id, form, Map.of("file", e.getMessage()), model);
        }
    }

    @PostMapping("/requests/{requestId}/attachments/{id}/remove")
    String remove(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID requestId, @PathVariable UUID id) {
        replies.removeFile(user, new RequestId(requestId), id);
        return "redirect:/requests/" + requestId;
    }

    /** A file, to be saved and never shown within the application. */
    @GetMapping("/requests/{requestId}/attachments/{id}")
    ResponseEntity<byte[]> attachment(
            @AuthenticationPrincipal SignedInUser user, @PathVariable UUID requestId, @PathVariable UUID id) {
        Attachment.Content content = attachments.get(user, new RequestId(requestId), id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(content.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(content.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content.bytes());
    }

    private static void fill(RequestDetail detail, AnswerForm form, Map<String, String> errors, Model model) {
        model.addAttribute("detail", detail);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
    }
}
