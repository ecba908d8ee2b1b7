package uk.propercourse.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.kernel.NotFoundException;
import uk.propercourse.kernel.RefusedException;
import uk.propercourse.kernel.WebOnly;

/** Errors of pages: the error page is rendered with its status and what was typed, never redirected to. */
@ControllerAdvice(annotations = Controller.class)
@WebOnly
class PageProblems {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ModelAndView notFound(NotFoundException e) {
        return new ModelAndView("error/404");
    }

    /** A part of an address that cannot be one names nothing; what was typed into a form is told back. */
    @ExceptionHandler
    ModelAndView notUnderstood(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        if (!e.getParameter().hasParameterAnnotation(RequestParam.class)) {
            return new ModelAndView("error/404", HttpStatus.NOT_FOUND);
        }
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                request,
                "“" + e.getValue() + "” is not understood as “" + e.getName() + "”.");
    }

    /** What was typed into a filter, or stands in an address, and is no day or number. */
    @ExceptionHandler
    ModelAndView notUnderstood(BindException e, HttpServletRequest request) {
        FieldError error = e.getFieldError();
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                request,
                error == null
                        ? "Something that was typed is not understood."
                        : "“" + error.getRejectedValue() + "” is not understood as “" + error.getField() + "”.");
    }

    @ExceptionHandler
    ModelAndView conflict(ConflictException e, HttpServletRequest request) {
        return problem(HttpStatus.CONFLICT, request, e.getMessage());
    }

    /** Two people saved the same thing at the same moment. */
    @ExceptionHandler
    ModelAndView overtaken(OptimisticLockingFailureException e, HttpServletRequest request) {
        return problem(HttpStatus.CONFLICT, request, null);
    }

    @ExceptionHandler
    ModelAndView refused(RefusedException e, HttpServletRequest request) {
        return problem(HttpStatus.FORBIDDEN, request, e.getMessage());
    }

    @ExceptionHandler
    ModelAndView invalid(InvalidException e, HttpServletRequest request) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, request, e.getMessage());
    }

    private static ModelAndView problem(HttpStatus status, HttpServletRequest request, @Nullable String detail) {
        return new ModelAndView("error/" + status.value(), status)
                .addObject("detail", detail)
                .addObject("typed", TypedFields.of(request))
                .addObject("formPage", TypedFields.page(request));
    }
}
