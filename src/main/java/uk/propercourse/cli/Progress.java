package uk.propercourse.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/** Progress on standard error: a bar that is redrawn on a terminal, a line every few seconds elsewhere. */
final class Progress {

    private static final int WIDTH = 30;
    private static final long EVERY = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final String what;
    private long said = System.nanoTime();

    Progress(PrintStream out, boolean terminal, String what) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
    }

    static Progress of(String what) {
        return new Progress(System.err, isTerminal(), what);
    }

    /** From Java 22 on there is always a console, and it says itself whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** So many done; the total is not known. */
    synchronized void update(long done) {
        if (terminal) {
            out.printf(Locale.UK, "\r%s: %,d", what, done);
        } else if (due()) {
            out.printf(Locale.UK, "%s: %,d%n", what, done);
        }
    }

    /** So many done and so many left. */
    synchronized void update(long done, long left) {
        double share = done + left == 0 ? 1 : (double) done / (done + left);
        int filled = (int) (share * WIDTH);
        if (terminal) {
            out.printf(
                    Locale.UK,
                    "\r%s [%s%s] %3.0f %% %,d",
                    what,
                    "#".repeat(filled),
                    " ".repeat(WIDTH - filled),
                    share * 100,
                    done);
        } else if (due()) {
            out.printf(Locale.UK, "%s: %,d done, %,d left (%.0f %%)%n", what, done, left, share * 100);
        }
    }

    /** The last word. */
    synchronized void done(String summary) {
        out.println((terminal ? "\r" : "") + summary);
    }

    private boolean due() {
        long now = System.nanoTime();
        if (now - said < EVERY) {
            return false;
        }
        said = now;
        return true;
    }
}
