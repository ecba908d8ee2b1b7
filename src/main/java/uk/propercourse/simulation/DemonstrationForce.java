package uk.propercourse.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.London;

/**
 * A small synthetic force, always the same for the same end: sixty members of staff, a fortnight of incidents, crimes
 * and vehicle checks, and a handful of accesses that nothing explains, so that every page has something to show.
 *
 * <p>Names are drawn from lists of common first names and surnames; addresses lie in postcodes that do not exist
 * ({@code QX}); telephone numbers are from Ofcom's range for drama. No person in it exists.
 */
public final class DemonstrationForce {

    /** The days it covers. */
    public static final int DAYS = 14;

    private static final int STAFF = 60;
    private static final int PEOPLE = 1_500;
    private static final int INCIDENTS_A_DAY = 30;
    private static final List<String> FIRST = List.of(
            "Amelia", "Arjun", "Beth", "Callum", "Chloe", "Daniel", "Ellie", "Farah", "George", "Hannah", "Imran",
            "Isla", "Jack", "Jasmine", "Kofi", "Layla", "Marcus", "Megan", "Nadia", "Oliver", "Priya", "Rhys", "Sofia",
            "Tom");
    private static final List<String> LAST = List.of(
            "Adeyemi",
            "Ahmed",
            "Baker",
            "Begum",
            "Brown",
            "Clarke",
            "Cooper",
            "Davies",
            "Evans",
            "Green",
            "Hall",
            "Harris",
            "Hughes",
            "Jackson",
            "Jones",
            "Khan",
            "Lewis",
            "Morgan",
            "Murphy",
            "Patel",
            "Price",
            "Roberts",
            "Singh",
            "Smith",
            "Taylor",
            "Thomas",
            "Walker",
            "White",
            "Williams",
            "Wood",
            "Wright",
            "Young");
    private static final List<String> STREETS = List.of(
            "Queen Road", "Mill Lane", "Station Street", "Church View", "High Lane", "Park Avenue", "Bridge Street");

    private final Random random;
    private final Instant end;
    private final Instant start;
    private final List<Member> members = new ArrayList<>();
    private int events;
    private int cases;

    /** A member of staff: response officers are deployed, others are not. */
    private record Member(String id, String unit, String role, String first, String last, LocalDate born, Home home) {}

    /** A house in a postcode that does not exist. */
    private record Home(int number, String street, String postcode) {
        private String address() {
            return number + " " + street;
        }
    }

    private DemonstrationForce(Instant end) {
        this.end = end;
        this.start = end.minus(Duration.ofDays(DAYS));
        this.random = new Random(20_260_302);
    }

    /**
     * Writes the force directory.
     *
     * @param folder an existing empty folder
     * @param end the moment up to which there are accesses
     */
    public static void write(Path folder, Instant end) {
        new DemonstrationForce(end).write(folder);
    }

    private void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        systemsAndUnits(folder);
        staff(folder);
        records(folder);
        work(folder);
    }

    private void systemsAndUnits(Path folder) {
        try (CsvFile systems = new CsvFile(folder, "systems", "system_code", "name", "kind", "training_course");
                CsvFile units = new CsvFile(folder, "units", "unit_id", "name", "kind", "parent_unit_id")) {
            systems.row("RMS", "Records management", "RMS", "RMS-USER");
            systems.row("PNC", "Police National Computer", "PNC", "PNC-USER");
            for (int team = 1; team <= 4; team++) {
                units.row("RSP-" + team, "Response team " + team, "RESPONSE", "");
            }
            units.row("CID-1", "CID", "CID", "");
            units.row("FCR-1", "Control room", "CONTROL_ROOM", "");
            units.row("REC-1", "Records and disclosure", "RECORDS", "");
        }
    }

    private void staff(Path folder) {
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
                        new CsvFile(folder, "postings", "staff_id", "from", "unit_id", "role", "supervisor_id");
                CsvFile accounts =
                        new CsvFile(folder, "accounts", "system_code", "account_id", "from", "staff_id", "to");
                CsvFile duty = new CsvFile(folder, "duty", "staff_id", "start", "end", "kind");
                CsvFile training =
                        new CsvFile(folder, "training", "staff_id", "course_code", "completed_on", "expires_on");
                CsvFile absences = new CsvFile(folder, "absences", "staff_id", "from", "kind", "to");
                CsvFile associations = new CsvFile(
                        folder, "associations", "staff_id", "record_type", "record_id", "relation", "declared_on")) {
            Instant before = start.minus(Duration.ofDays(400));
            for (int i = 0; i < STAFF; i++) {
                Member member = member(i);
                members.add(member);
                staff.row(
                        member.id(),
                        kind(member),
                        member.first(),
                        member.last(),
                        member.born(),
                        "CONSTABLE",
                        member.home().address(),
                        member.home().postcode(),
                        "07700900" + (100 + i),
                        "");
                String supervisor = i % 10 == 0 ? "" : "D" + String.format("%03d", i - i % 10 + 1);
                postings.row(member.id(), before, member.unit(), member.role(), supervisor);
                accounts.row("RMS", "r" + member.id(), before, member.id(), "");
                accounts.row("PNC", "p" + member.id(), before, member.id(), "");
                training.row(member.id(), "RMS-USER", London.day(before), "");
                shifts(duty, member, i);
            }
            absences.row("D058", start.plus(Duration.ofDays(4)), "SUSPENDED", "");
            associations.row("D012", "PERSON", "P00777", "FAMILY", London.day(before));
        }
    }

    private Member member(int i) {
        String unit = i < 40 ? "RSP-" + (i / 10 + 1) : i < 50 ? "CID-1" : i < 55 ? "FCR-1" : "REC-1";
        String role = i < 40 ? "RESPONSE" : i < 50 ? "CID" : i < 55 ? "CONTROL_ROOM" : "RECORDS";
        return new Member(
                String.format("D%03d", i + 1),
                unit,
                role,
                pick(FIRST),
                i == 6 ? "Featherstonehaugh" : pick(LAST),
                LocalDate.of(1970 + random.nextInt(30), 1 + random.nextInt(12), 1 + random.nextInt(28)),
                address());
    }

    private static String kind(Member member) {
        return member.role().equals("CONTROL_ROOM") || member.role().equals("RECORDS") ? "STAFF" : "OFFICER";
    }

    /** Response teams rotate over three shifts, four days on and two off; the others work weekdays. */
    private void shifts(CsvFile duty, Member member, int i) {
        for (int day = -2; day <= DAYS; day++) {
            ZonedDateTime midnight = London.day(start).plusDays(day).atStartOfDay(London.ZONE);
            if (member.role().equals("RESPONSE")) {
                int phase = Math.floorMod(day + (i / 10) * 2, 6);
                if (phase < 4) {
                    ZonedDateTime from = midnight.plusHours(phase < 2 ? 7 : 14);
                    duty.row(member.id(), from.toInstant(), from.plusHours(10).toInstant(), "SHIFT");
                }
            } else {
                duty.row(
                        member.id(),
                        midnight.plusHours(8).toInstant(),
                        midnight.plusHours(18).toInstant(),
                        "SHIFT");
            }
        }
    }

    private void records(Path folder) {
        try (CsvFile records = new CsvFile(
                        folder,
                        "records",
                        "record_type",
                        "record_id",
                        "last_name",
                        "first_name",
                        "date_of_birth",
                        "address",
                        "postcode",
                        "vrm",
                        "phone",
                        "markers");
                CsvFile relations = new CsvFile(
                        folder, "record_relations", "from_type", "from_id", "to_type", "to_id", "relation")) {
            for (int i = 0; i < PEOPLE; i++) {
                person(records, relations, i);
            }
        }
    }

    private void person(CsvFile records, CsvFile relations, int i) {
        String id = String.format("P%05d", i);
        if (i < STAFF) {
            Member member = members.get(i);
            records.row(
                    "PERSON",
                    id,
                    member.last(),
                    member.first(),
                    member.born(),
                    member.home().address(),
                    member.home().postcode(),
                    "",
                    "",
                    "STAFF");
            return;
        }
        Home home = i == 700
                ? neighbour(members.get(20).home())
                : i == 705 ? members.get(15).home() : address();
        String last = i == 710 ? "Featherstonehaugh" : pick(LAST);
        String marker = i == 720 ? "HIGH_PROFILE" : i % 40 == 0 ? "DA_VICTIM" : i % 23 == 0 ? "CHILD" : "";
        records.row(
                "PERSON",
                id,
                last,
                pick(FIRST),
                LocalDate.of(1940 + random.nextInt(68), 1 + random.nextInt(12), 1 + random.nextInt(28)),
                home.address(),
                home.postcode(),
                "",
                "07700901" + String.format("%03d", i % 1000),
                marker);
        if (i % 2 == 0) {
            String vehicle = String.format("V%05d", i);
            records.row(
                    "VEHICLE",
                    vehicle,
                    "",
                    "",
                    "",
                    "",
                    "",
                    String.format("QX%02d %c%c%c", i % 70, letter(), letter(), letter()),
                    "",
                    "");
            relations.row("PERSON", id, "VEHICLE", vehicle, "KEEPER");
        }
        if (i % 5 == 0 && i > STAFF + 1) {
            relations.row("PERSON", id, "PERSON", String.format("P%05d", i - 1), "FAMILY");
        }
        if (i == 730) {
            relations.row("PERSON", "P00025", "PERSON", id, "PARTNER");
        }
    }

    /** Incidents with a controller and attending officers, half of them a crime for CID, and accesses in the course of them. */
    private void work(Path folder) {
        try (CsvFile caseFiles = new CsvFile(
                        folder, "cases", "case_ref", "kind", "opened_at", "closed_at", "unit_id", "category");
                CsvFile assignments = new CsvFile(
                        folder,
                        "case_assignments",
                        "case_ref",
                        "from",
                        "role",
                        "staff_id",
                        "unit_id",
                        "to",
                        "recorded_at",
                        "recorded_by");
                CsvFile links = new CsvFile(
                        folder,
                        "case_links",
                        "case_ref",
                        "record_type",
                        "record_id",
                        "linked_at",
                        "recorded_by",
                        "role");
                CsvFile access = new CsvFile(
                        folder,
                        "access",
                        "system_code",
                        "event_id",
                        "account_id",
                        "occurred_at",
                        "action",
                        "record_type",
                        "record_id",
                        "case_ref",
                        "reason_text",
                        "terminal_id")) {
            for (int day = 0; day < DAYS; day++) {
                for (int i = 0; i < INCIDENTS_A_DAY; i++) {
                    incident(caseFiles, assignments, links, access, day);
                }
            }
            conduct(access);
        }
    }

    private void incident(CsvFile caseFiles, CsvFile assignments, CsvFile links, CsvFile access, int day) {
        Instant opened = start.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(86_400));
        List<Member> onDuty = onDuty(opened);
        if (onDuty.isEmpty()) {
            return;
        }
        String ref = String.format("INC/%06d", ++cases);
        Instant closed = opened.plus(Duration.ofHours(2L + random.nextInt(20)));
        String person = String.format("P%05d", STAFF + random.nextInt(600));
        caseFiles.row(ref, "INCIDENT", opened, closed, "", pickOne("DOMESTIC", "THEFT", "TRAFFIC", "DISORDER"));
        links.row(ref, "PERSON", person, opened.plusSeconds(600), "", pickOne("SUSPECT", "VICTIM", "CALLER"));
        Member controller = members.get(50 + random.nextInt(5));
        assignments.row(ref, opened, "CONTROLLER", controller.id(), "", closed, opened, controller.id());
        look(access, controller, opened.plusSeconds(60), "VIEW", person, ref, "incident");
        int crew = 1 + random.nextInt(2);
        for (int i = 0; i < crew; i++) {
            Member officer = onDuty.get(random.nextInt(onDuty.size()));
            Instant from = opened.plusSeconds(120 + 60L * i);
            assignments.row(
                    ref, from, "ATTENDING", officer.id(), "", from.plus(Duration.ofHours(3)), from, controller.id());
            int looks = 1 + random.nextInt(4);
            for (int n = 0; n < looks; n++) {
                look(
                        access,
                        officer,
                        from.plusSeconds(60L * random.nextInt(150)),
                        n == 0 ? "VIEW" : pickOne("VIEW", "SEARCH", "UPDATE"),
                        person,
                        random.nextInt(4) == 0 ? null : ref,
                        pickOne("enquiry", "attending", "check"));
            }
        }
        if (random.nextInt(3) == 0) {
            crime(caseFiles, assignments, links, access, person, opened);
        }
    }

    private void crime(
            CsvFile caseFiles, CsvFile assignments, CsvFile links, CsvFile access, String person, Instant opened) {
        String ref = String.format("CR/%06d", ++cases);
        Member detective = members.get(40 + random.nextInt(10));
        Instant from = opened.plus(Duration.ofHours(2));
        caseFiles.row(ref, "CRIME", from, "", "CID-1", "THEFT");
        links.row(ref, "PERSON", person, from.plusSeconds(300), "D041", "SUSPECT");
        assignments.row(ref, from, "OIC", detective.id(), "", "", from, "D041");
        int looks = 2 + random.nextInt(4);
        for (int n = 0; n < looks; n++) {
            look(
                    access,
                    detective,
                    from.plusSeconds(600 + random.nextInt(200_000)),
                    pickOne("VIEW", "VIEW", "UPDATE", "PRINT"),
                    person,
                    ref,
                    "crime enquiry");
        }
    }

    /** What nothing explains: each of it for a page to show. Synthetic conduct of synthetic people. */
    private void conduct(CsvFile access) {
        for (int day : new int[] {1, 3, 6}) {
            look(access, members.get(2), at(day, 15), "VIEW", "P00002", null, "");
        }
        for (int day : new int[] {0, 2, 5, 7, 9}) {
            look(access, members.get(24), at(day, 13), "VIEW", "P00730", null, "intel");
        }
        look(access, members.get(20), at(4, 11), "VIEW", "P00700", null, "check");
        look(access, members.get(15), at(5, 16), "VIEW", "P00705", "INC/000003", "check");
        look(access, members.get(6), at(6, 12), "SEARCH", "P00710", null, "");
        for (int i : new int[] {3, 9, 17, 28, 33}) {
            look(access, members.get(i), at(8, 10 + i % 8), "VIEW", "P00720", null, "");
        }
        for (int day : new int[] {2, 4, 8}) {
            look(access, members.get(31), at(day, 3), "VIEW", "P00740", null, "");
            look(access, members.get(35), at(day, 14), "VIEW", "P00745", "INC/000010", "ongoing");
        }
        for (int i = 0; i < 70; i++) {
            look(
                    access,
                    members.get(11),
                    at(10, 9).plusSeconds(60L * i),
                    i % 3 == 0 ? "EXPORT" : "VIEW",
                    String.format("P%05d", 900 + i),
                    null,
                    "update");
        }
        look(access, members.get(57), at(7, 21), "VIEW", "P00760", null, "");
        look(access, members.get(12), at(7, 12), "VIEW", "P00765", null, "phone call");
    }

    private Instant at(int day, int hour) {
        return London.day(start)
                .plusDays(day)
                .atTime(hour, 17)
                .atZone(London.ZONE)
                .toInstant();
    }

    private List<Member> onDuty(Instant at) {
        int hour = at.atZone(London.ZONE).getHour();
        int day = (int) (London.day(at).toEpochDay() - London.day(start).toEpochDay());
        return members.subList(0, 40).stream()
                .filter(member -> {
                    int phase = Math.floorMod(day + (members.indexOf(member) / 10) * 2, 6);
                    return phase < 2 ? hour >= 7 && hour < 15 : phase < 4 && hour >= 14;
                })
                .toList();
    }

    private void look(
            CsvFile access,
            Member member,
            Instant when,
            String action,
            String record,
            @Nullable String ref,
            String reason) {
        if (when.isBefore(end)) {
            access.row(
                    "RMS",
                    String.format("RMS-%06d", ++events),
                    "r" + member.id(),
                    when,
                    action,
                    "PERSON",
                    record,
                    ref,
                    reason,
                    member.unit() + "-T1");
        }
    }

    private Home address() {
        return new Home(
                1 + random.nextInt(120),
                pick(STREETS),
                "QX" + (1 + random.nextInt(30)) + " " + random.nextInt(10) + "AB");
    }

    private static Home neighbour(Home home) {
        return new Home(home.number() + 2, home.street(), home.postcode());
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String pickOne(String... words) {
        return words[random.nextInt(words.length)];
    }

    private char letter() {
        return (char) ('A' + random.nextInt(26));
    }
}
