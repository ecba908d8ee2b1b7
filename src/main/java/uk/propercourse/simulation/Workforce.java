package uk.propercourse.simulation;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.London;
import uk.propercourse.simulation.Population.Person;
import uk.propercourse.simulation.Population.Place;

/** The units, the people in them and when they are at work. Times are seconds since 1970. */
final class Workforce {

    static final long HOUR = 3_600;
    static final long DAY = 24 * HOUR;
    private static final long YEARS_AGO = 700 * DAY;
    /** One in so many of a unit leads the others. */
    private static final int TEAM = 9;

    /** The share of the staff in each kind of unit, and how many teams share its work around the clock. */
    private enum Kind {
        RESPONSE("RSP", 0.38, 5, true),
        CONTROL_ROOM("FCR", 0.13, 5, true),
        NEIGHBOURHOOD("NPT", 0.11, 2, false),
        CID("CID", 0.10, 2, false),
        CUSTODY("CUS", 0.07, 5, true),
        PUBLIC_PROTECTION("PPU", 0.055, 2, false),
        RECORDS("REC", 0.05, 1, false),
        MAJOR_CRIME("MIT", 0.03, 1, false),
        ROADS("RPU", 0.03, 1, true),
        INTELLIGENCE("INT", 0.025, 1, false),
        LICENSING("LIC", 0.01, 1, false),
        IT("ITD", 0.01, 1, false);

        private final String code;
        private final double share;
        private final int turns;
        private final boolean aroundTheClock;

        Kind(String code, double share, int turns, boolean aroundTheClock) {
            this.code = code;
            this.share = share;
            this.turns = turns;
            this.aroundTheClock = aroundTheClock;
        }
    }

    /** A unit; {@code turn} says when its people work. */
    record Unit(String id, String name, String kind, int turn, boolean aroundTheClock) {}

    /** A shift; one that is not recorded was worked all the same. */
    record Shift(long start, long end, boolean recorded) {}

    /** A member of staff. */
    static final class Member {
        private final String id;
        private final Person self;
        private final Unit unit;
        private final List<Shift> shifts = new ArrayList<>();
        private @Nullable Member lead;
        private @Nullable Unit former;
        private long moved;
        private long leaveFrom;
        private long leaveTo;
        private long left = Long.MAX_VALUE;

        private Member(String id, Person self, Unit unit) {
            this.id = id;
            this.self = self;
            this.unit = unit;
        }

        String id() {
            return id;
        }

        /** The person behind the number, on record or not. */
        Person self() {
            return self;
        }

        Unit unit() {
            return unit;
        }

        String role() {
            return unit.kind();
        }

        @Nullable
        Member lead() {
            return lead;
        }

        List<Shift> shifts() {
            return shifts;
        }

        @Nullable
        Unit former() {
            return former;
        }

        long moved() {
            return moved;
        }

        void move(Unit from, long at) {
            former = from;
            moved = at;
        }

        void leave(long at) {
            left = at;
        }

        boolean isOnDuty(long at) {
            return shifts.stream().anyMatch(shift -> shift.start() <= at && at < shift.end());
        }

        /** A shift of theirs in that span, at random; null where they have none. */
        @Nullable
        Shift shift(Dice dice, long from, long to) {
            List<Shift> found = shifts.stream()
                    .filter(shift -> shift.start() >= from && shift.end() <= to)
                    .toList();
            return found.isEmpty() ? null : dice.pick(found);
        }

        /** The next shift that has not ended by then. */
        @Nullable
        Shift nextShift(long at) {
            for (Shift shift : shifts) {
                if (shift.end() > at) {
                    return shift;
                }
            }
            return null;
        }
    }

    private final List<Unit> units = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Map<Unit, List<Member>> byUnit = new LinkedHashMap<>();
    private final Map<String, Map<Long, List<Member>>> atWork = new HashMap<>();
    private final Dice dice;
    private final Habits habits;
    private final long start;
    private final int days;

    Workforce(Dice dice, Habits habits, Population population, int size, LocalDate first, int days) {
        this.dice = dice;
        this.habits = habits;
        this.days = days;
        this.start = first.atStartOfDay(London.ZONE).toEpochSecond();
        for (Kind kind : Kind.values()) {
            addUnits(kind, Math.max(3, (int) Math.round(size * kind.share)), population);
        }
        members.forEach(this::roster);
        members.forEach(member -> member.shifts().forEach(shift -> note(member, shift)));
    }

    private void addUnits(Kind kind, int headcount, Population population) {
        int count = Math.max(1, Math.min(headcount / 5, Math.max(kind.turns, headcount / 15)));
        for (int i = 0; i < count; i++) {
            Unit unit = new Unit(
                    count == 1 ? kind.code : kind.code + "-" + i,
                    kind.code + " " + i,
                    kind.name(),
                    i % 5,
                    kind.aroundTheClock);
            units.add(unit);
        }
        List<Unit> made = units.subList(units.size() - count, units.size());
        for (int i = 0; i < headcount; i++) {
            addMember(made.get(i % count), population);
        }
    }

    private void addMember(Unit unit, Population population) {
        Person self = population.anyAdult();
        while (self.isMarked("STAFF") || Population.age(self) > 62) {
            self = population.anyAdult();
        }
        self.mark("STAFF");
        if (dice.chance(0.48)) {
            self.hide();
        }
        Member member = new Member("S%05d".formatted(members.size() + 1), self, unit);
        List<Member> team = byUnit.computeIfAbsent(unit, key -> new ArrayList<>());
        if (team.size() % TEAM != 0) {
            member.lead = team.get(team.size() - team.size() % TEAM);
        }
        team.add(member);
        members.add(member);
    }

    /** Six on and four off, two early, two late, two nights; offices on weekdays. A shift in a hundred falls to leave. */
    private void roster(Member member) {
        if (dice.chance(0.25)) {
            member.leaveFrom = start + dice.between(0, Math.max(0, days - 4)) * DAY;
            member.leaveTo = member.leaveFrom + dice.between(3, 9) * DAY;
        }
        for (int day = 0; day < days; day++) {
            long midnight = start + day * DAY;
            long begins = begins(member.unit(), day);
            if (begins < 0 || dice.chance(0.03) || (midnight >= member.leaveFrom && midnight < member.leaveTo)) {
                continue;
            }
            long from = midnight + begins + dice.between(-1_200L, 600L);
            member.shifts.add(new Shift(from, from + 9 * HOUR, !dice.chance(habits.rosterGap())));
        }
    }

    private static long begins(Unit unit, int day) {
        if (!unit.aroundTheClock()) {
            return day % 7 >= 5 ? -1 : (unit.turn() + day / 7) % 2 == 0 ? 8 * HOUR : 9 * HOUR + HOUR / 2;
        }
        int place = (day + 2 * unit.turn()) % 10;
        return place < 2 ? 7 * HOUR : place < 4 ? 14 * HOUR : place < 6 ? 22 * HOUR : -1;
    }

    private void note(Member member, Shift shift) {
        Map<Long, List<Member>> hours = atWork.computeIfAbsent(member.role(), role -> new HashMap<>());
        for (long hour = shift.start() / HOUR; hour < shift.end() / HOUR; hour++) {
            hours.computeIfAbsent(hour, key -> new ArrayList<>()).add(member);
        }
    }

    long start() {
        return start;
    }

    long end() {
        return start + days * DAY;
    }

    List<Member> members() {
        return members;
    }

    List<Unit> units(String kind) {
        return units.stream().filter(unit -> unit.kind().equals(kind)).toList();
    }

    List<Member> of(Unit unit) {
        return byUnit.getOrDefault(unit, List.of());
    }

    List<Member> ofKind(String kind) {
        return members.stream().filter(member -> member.role().equals(kind)).toList();
    }

    /** Who of that kind is at work at that hour. */
    List<Member> onDuty(String kind, long at) {
        return atWork.getOrDefault(kind, Map.of()).getOrDefault(at / HOUR, List.of());
    }

    void write(Path folder) {
        writeUnits(folder);
        try (CsvFile staff = new CsvFile(
                        folder,
                        "staff",
                        "staff_id",
                        "kind",
                        "first_name",
                        "last_name",
                        "date_of_birth",
                        "grade",
                        "home_address",
                        "home_postcode",
                        "phones",
                        "vehicles");
                CsvFile postings =
                        new CsvFile(folder, "postings", "staff_id", "from", "unit_id", "role", "supervisor_id", "to");
                CsvFile accounts = new CsvFile(folder, "accounts", "system_code", "account_id", "from", "staff_id");
                CsvFile duty = new CsvFile(folder, "duty", "staff_id", "start", "end", "kind");
                CsvFile absences = new CsvFile(folder, "absences", "staff_id", "from", "kind", "to");
                CsvFile training =
                        new CsvFile(folder, "training", "staff_id", "course_code", "completed_on", "expires_on")) {
            for (Member member : members) {
                Place home = member.self().home();
                boolean sworn = !List.of("CONTROL_ROOM", "RECORDS", "IT", "LICENSING", "INTELLIGENCE")
                        .contains(member.role());
                staff.row(
                        member.id(),
                        !sworn ? "STAFF" : dice.chance(0.04) ? "SPECIAL" : "OFFICER",
                        member.self().first(),
                        member.self().last(),
                        member.self().born(),
                        member.lead() == null ? "SERGEANT" : "CONSTABLE",
                        home.address(),
                        home.postcode(),
                        member.self().phone(),
                        String.join(
                                ";",
                                member.self().vehicles().stream()
                                        .map(Population.Vehicle::vrm)
                                        .toList()));
                writePostings(member, postings);
                writeAbsences(member, absences);
                for (String system : AccessLog.SYSTEMS.keySet()) {
                    accounts.row(system, AccessLog.account(system, member), time(start - YEARS_AGO), member.id());
                }
                training.row(member.id(), "PNC-USER", "2024-12-27", "2027-12-27");
                training.row(member.id(), "RMS-USER", "2024-12-25", "2027-12-25");
                member.shifts().stream()
                        .filter(shift -> shift.recorded() && shift.start() < member.left)
                        .sorted(Comparator.comparingLong(Shift::start))
                        .forEach(shift -> duty.row(member.id(), time(shift.start()), time(shift.end()), "SHIFT"));
            }
        }
    }

    private void writeUnits(Path folder) {
        try (CsvFile file = new CsvFile(folder, "units", "unit_id", "name", "kind", "parent_unit_id")) {
            units.forEach(unit -> file.row(unit.id(), unit.name(), unit.kind(), ""));
        }
    }

    private void writePostings(Member member, CsvFile file) {
        String leads = member.lead() == null ? "" : member.lead().id();
        Unit former = member.former();
        if (former == null) {
            file.row(member.id(), time(start - YEARS_AGO), member.unit().id(), member.role(), leads, "");
        } else {
            String moved = time(member.moved());
            file.row(member.id(), time(start - YEARS_AGO), former.id(), former.kind(), "", moved);
            file.row(member.id(), moved, member.unit().id(), member.role(), leads, "");
        }
    }

    private static void writeAbsences(Member member, CsvFile file) {
        if (member.leaveTo > 0) {
            file.row(member.id(), time(member.leaveFrom), "LEAVE", time(member.leaveTo));
        }
        if (member.left < Long.MAX_VALUE) {
            file.row(member.id(), time(member.left), "LEFT", "");
        }
    }

    static String time(long second) {
        return Instant.ofEpochSecond(second)
                .atOffset(ZoneOffset.UTC)
                .toInstant()
                .toString();
    }
}
