package uk.propercourse.review.web;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a page is asked for of somebody or something that is not known. */
final class PageNotFoundException extends NotFoundException {

    PageNotFoundException(String what) {
        super("There is no " + what + ".");
    }

    @Override
    public String code() {
        return "not-found";
    }
}
