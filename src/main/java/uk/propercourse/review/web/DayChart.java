package uk.propercourse.review.web;

import java.util.ArrayList;
import java.util.List;
import uk.propercourse.kernel.London;
import uk.propercourse.review.AccessLists.DayCount;

/** Accesses a day as bars of an SVG, 100 units high; the same figures stand in a table below it. */
record DayChart(List<Bar> bars, int width, long most) {

    private static final int STEP = 20;

    /** A day: explained from the ground up, unexplained on top. */
    record Bar(
            String day,
            long explained,
            long unexplained,
            int x,
            int explainedY,
            int explainedHeight,
            int unexplainedY,
            int unexplainedHeight) {}

    static DayChart of(List<DayCount> days) {
        long most = days.stream()
                .mapToLong(day -> day.explained() + day.unexplained())
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (DayCount day : days) {
            int explained = height(day.explained(), most);
            int unexplained = height(day.unexplained(), most);
            bars.add(new Bar(
                    London.date(day.day()),
                    day.explained(),
                    day.unexplained(),
                    bars.size() * STEP,
                    100 - explained,
                    explained,
                    100 - explained - unexplained,
                    unexplained));
        }
        return new DayChart(List.copyOf(bars), Math.max(1, bars.size()) * STEP, most);
    }

    private static int height(long count, long most) {
        return most == 0 ? 0 : (int) Math.round(100.0 * count / most);
    }
}
