package uk.propercourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.kernel.NotFoundException;
import uk.propercourse.kernel.RefusedException;
import uk.propercourse.kernel.WebOnly;

/** Errors of pages: rendered with their status, never redirected to; a form comes back with what was typed. */
@ControllerAdvice(annotations = Controller.class)
@WebOnly
class PageProblems {

    private final RefusedForms refusedForms;

    PageProblems(RefusedForms refusedForms) {
        this.refusedForms = refusedForms;
    }

    @ExceptionHandler
    @Nullable
    ModelAndView notFound(NotFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return RefusedForms.isForm(request)
                ? refusedForms.answer(HttpStatus.NOT_FOUND, null, request, response)
                : new ModelAndView("error/404", HttpStatus.NOT_FOUND);
    }

    /** A part of an address that cannot be one names nothing; what was typed into a form is told back. */
    @ExceptionHandler
    @Nullable
    ModelAndView notUnderstood(
            MethodArgumentTypeMismatchException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (!e.getParameter().hasParameterAnnotation(RequestParam.class)) {
            return new ModelAndView("error/404", HttpStatus.NOT_FOUND);
        }
        return refusedForms.answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "“" + e.getValue() + "” is not understood as “" + e.getName() + "”.",
                request,
                response);
    }

    /** What was typed into a filter, or stands in an address, and is no day or number. */
    @ExceptionHandler
    @Nullable
    ModelAndView notUnderstood(BindException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        FieldError error = e.getFieldError();
        return refusedForms.answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                error == null
                        ? "Something that was typed is not understood."
                        : "“" + error.getRejectedValue() + "” is not understood as “" + error.getField() + "”.",
                request,
                response);
    }

    @ExceptionHandler
    @Nullable
    ModelAndView conflict(ConflictException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return refusedForms.answer(HttpStatus.CONFLICT, e.getMessage(), request, response);
    }

    /** Two people saved the same thing at the same moment. */
    @ExceptionHandler
    @Nullable
    ModelAndView overtaken(
            OptimisticLockingFailureException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return refusedForms.answer(HttpStatus.CONFLICT, null, request, response);
    }

    @ExceptionHandler
    @Nullable
    ModelAndView refused(RefusedException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return refusedForms.answer(HttpStatus.FORBIDDEN, e.getMessage(), request, response);
    }

    @ExceptionHandler
    @Nullable
    ModelAndView invalid(InvalidException e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return refusedForms.answer(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage(), request, response);
    }
}
