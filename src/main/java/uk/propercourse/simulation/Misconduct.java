package uk.propercourse.simulation;

import static uk.propercourse.simulation.Workforce.DAY;
import static uk.propercourse.simulation.Workforce.HOUR;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.propercourse.simulation.AccessLog.Scenario;
import uk.propercourse.simulation.CaseBook.Assignment;
import uk.propercourse.simulation.CaseBook.Case;
import uk.propercourse.simulation.Population.Person;
import uk.propercourse.simulation.Population.Place;
import uk.propercourse.simulation.Population.Thing;
import uk.propercourse.simulation.Population.Vehicle;
import uk.propercourse.simulation.Workforce.Member;
import uk.propercourse.simulation.Workforce.Shift;
import uk.propercourse.simulation.Workforce.Unit;

/**
 * The misuse that is hidden in a synthetic force and labelled: twenty kinds, each after published cases. Who does what is
 * drawn; nobody does two things.
 */
final class Misconduct {

    private static final int WEEKS = 7;

    private final Dice dice;
    private final Population population;
    private final Workforce workforce;
    private final CaseBook cases;
    private final PoliceWork work;
    private final AccessLog log;
    private final Set<Member> taken = new HashSet<>();
    private int number;

    Misconduct(Dice dice, Population population, Workforce workforce, CaseBook cases, PoliceWork work, AccessLog log) {
        this.dice = dice;
        this.population = population;
        this.workforce = workforce;
        this.cases = cases;
        this.work = work;
        this.log = log;
    }

    /** One way of hiding: which reference is quoted and which reason is given. */
    private enum Cover {
        NONE,
        GENERIC,
        BORROWED
    }

    /** Adds so many instances of each kind. */
    void add(int each) {
        Map<String, Runnable> kinds = new LinkedHashMap<>();
        kinds.put("EX_PARTNER", this::formerPartner);
        kinds.put("SELF", this::ownRecord);
        kinds.put("NEIGHBOUR", this::neighbour);
        kinds.put("FAMILY", this::family);
        kinds.put("COLLEAGUE", this::colleague);
        kinds.put("OFF_DUTY", this::offDuty);
        kinds.put("AFTER_TRANSFER", this::afterTransfer);
        kinds.put("LEAVER", this::leaver);
        kinds.put("BULK_EXPORT", this::bulk);
        kinds.put("CRIME_GROUP", this::crimeGroup);
        kinds.put("VICTIM_PREDATION", this::predation);
        kinds.put("BORROWED_REF", this::borrowedReference);
        kinds.put("SHARED_LOGIN", this::sharedLogin);
        kinds.put("LAUNDERING", this::laundering);
        kinds.put("SOCIAL_VETTING", this::socialVetting);
        kinds.put("OWN_CASE", this::ownCase);
        kinds.put("SIDE_BUSINESS", this::sideBusiness);
        kinds.put("PLATE_TRACKING", this::plateTracking);
        kinds.put("FIXATION", this::fixation);
        kinds.put("CURIOSITY", () -> {});
        for (int i = 0; i < each; i++) {
            kinds.values().forEach(Runnable::run);
        }
        for (int i = 0; i < (each == 0 ? 0 : Math.max(1, each / 2)); i++) {
            curiosity();
        }
    }

    private Scenario scenario(String typology) {
        return new Scenario(typology, ++number);
    }

    /** Somebody who works shifts and has done nothing else. */
    private Member actor() {
        if (workforce.members().stream().noneMatch(this::isFree)) {
            throw new TooManyScenariosException(workforce.members().size());
        }
        Member member = dice.pick(workforce.members());
        while (!isFree(member)) {
            member = dice.pick(workforce.members());
        }
        taken.add(member);
        return member;
    }

    private boolean isFree(Member member) {
        return !taken.contains(member)
                && member.shifts().size() >= 3
                && !member.role().equals("IT");
    }

    private Member actor(String kind) {
        List<Member> members = workforce.ofKind(kind);
        Member member = dice.pick(members);
        for (int i = 0; i < 200 && (taken.contains(member) || member.shifts().isEmpty()); i++) {
            member = dice.pick(members);
        }
        taken.add(member);
        return member;
    }

    private Cover cover() {
        return dice.chance(0.45) ? Cover.NONE : dice.chance(0.7) ? Cover.GENERIC : Cover.BORROWED;
    }

    /** A moment at work, in a week after that day where there is one. */
    private long atWork(Member member, double meanDays, long after) {
        Shift shift = member.nextShift(after + dice.wait(meanDays * DAY));
        if (shift == null) {
            shift = dice.pick(member.shifts());
        }
        return Math.max(shift.start(), 0) + dice.between(300L, 8 * HOUR);
    }

    private long early() {
        return workforce.start() + dice.between(0L, (workforce.end() - workforce.start()) / 2);
    }

    private @Nullable String ownReference(Member member) {
        List<Case> own = cases.list().stream()
                .filter(item -> item.assignments().stream().anyMatch(a -> a.member() == member))
                .toList();
        return own.isEmpty() ? null : dice.pick(own).ref();
    }

    private void look(Member who, long at, Thing thing, Cover cover, Scenario scenario) {
        String system = switch (thing.type()) {
            case "VEHICLE" -> dice.chance(0.5) ? "ANPR" : "PNC";
            case "LOCATION" -> "CAD";
            default -> dice.chance(0.3) ? "PNC" : "RMS";
        };
        log.add(
                who,
                at,
                system,
                dice.chance(0.2) ? "SEARCH" : "VIEW",
                thing,
                cover == Cover.BORROWED ? ownReference(who) : null,
                cover == Cover.NONE ? null : dice.pick(Habits.GENERIC),
                null,
                scenario);
    }

    /** Comes back to somebody over weeks, now and then to their car or address. */
    private void returns(Member who, Person target, int times, double meanDays, double off, Scenario scenario) {
        Cover cover = cover();
        long after = early();
        for (int i = 0; i < times; i++) {
            long at = dice.chance(off) ? offDutyMoment(who, after) : atWork(who, meanDays, after);
            look(who, at, target, cover, scenario);
            Vehicle vehicle = population.anyVehicleOf(target);
            if (vehicle != null && dice.chance(0.2)) {
                look(who, at + 60, vehicle, cover, scenario);
            }
            if (dice.chance(0.2)) {
                look(who, at + 120, target.home(), cover, scenario);
            }
            after = Math.max(after, at - 4 * HOUR);
        }
    }

    private long offDutyMoment(Member who, long after) {
        long at = after + dice.between(DAY / 2, 10 * DAY);
        for (int i = 0; i < 100 && nearDuty(who, at); i++) {
            at = after + dice.between(DAY / 2, 10 * DAY);
        }
        return Math.min(at, workforce.end() - HOUR);
    }

    private static boolean nearDuty(Member who, long at) {
        return who.isOnDuty(at) || who.isOnDuty(at - 3 * HOUR) || who.isOnDuty(at + 3 * HOUR);
    }

    private void formerPartner() {
        Member who = actor();
        Person former = population.anyAdult();
        if (dice.chance(0.35)) {
            former.moveTo(who.self().home());
        } else if (dice.chance(0.3)) {
            population.associate(who.self(), former);
        }
        returns(who, former, dice.between(3, 12), 4, 0.1, scenario("EX_PARTNER"));
    }

    private void ownRecord() {
        Member who = actor();
        for (int i = 0; i < 100 && who.self().isHidden(); i++) {
            who = actor();
        }
        Scenario scenario = scenario("SELF");
        for (int i = dice.between(1, 3); i > 0; i--) {
            look(who, atWork(who, 5, early()), who.self(), cover(), scenario);
        }
    }

    private void neighbour() {
        Member who = actor();
        Place home = who.self().home();
        List<Person> next = population.places().stream()
                .filter(place -> place.number() != home.number()
                        && place.street().equals(home.street())
                        && place.postcode().equals(home.postcode())
                        && Math.abs(place.number() - home.number()) <= 4)
                .flatMap(place -> place.residents().stream())
                .filter(person -> !person.isHidden())
                .toList();
        if (!next.isEmpty()) {
            Person target = dice.pick(next);
            Scenario scenario = scenario("NEIGHBOUR");
            for (int i = dice.between(1, 3); i > 0; i--) {
                look(who, atWork(who, 4, early()), dice.chance(0.3) ? target.home() : target, cover(), scenario);
            }
        }
    }

    private void family() {
        Member who = actor();
        for (int i = 0; i < 300 && who.self().kin().stream().allMatch(Person::isHidden); i++) {
            who = actor();
        }
        List<Person> kin =
                who.self().kin().stream().filter(person -> !person.isHidden()).toList();
        if (!kin.isEmpty()) {
            returns(who, dice.pick(kin), dice.between(1, 4), 5, 0.1, scenario("FAMILY"));
        }
    }

    private void colleague() {
        Member who = actor();
        Member other = dice.pick(workforce.members());
        for (int i = 0; i < 300 && (other == who || other.self().isHidden()); i++) {
            other = dice.pick(workforce.members());
        }
        returns(who, other.self(), dice.between(1, 3), 4, 0.1, scenario("COLLEAGUE"));
    }

    private void offDuty() {
        Member who = actor();
        Scenario scenario = scenario("OFF_DUTY");
        long at = offDutyMoment(who, early());
        for (int i = dice.between(1, 4); i > 0; i--) {
            look(who, at, population.anyAdult(), cover(), scenario);
            at += dice.between(60L, 600L);
        }
    }

    private void afterTransfer() {
        Member who = actor();
        List<Unit> others = workforce.units("RESPONSE").stream()
                .filter(unit -> !unit.equals(who.unit()))
                .toList();
        Unit former = dice.pick(others);
        long moved =
                workforce.start() + dice.between(8 * DAY, Math.max(9 * DAY, (workforce.end() - workforce.start()) / 2));
        List<Person> theirs = cases.list().stream()
                .filter(item -> item.opened() < moved && assigned(item, former))
                .flatMap(item -> item.people().stream())
                .toList();
        if (!theirs.isEmpty()) {
            who.move(former, moved);
            Scenario scenario = scenario("AFTER_TRANSFER");
            Cover cover = cover();
            for (int i = dice.between(3, 8); i > 0; i--) {
                look(who, atWork(who, 5, moved + DAY), dice.pick(theirs), cover, scenario);
            }
        }
    }

    private static boolean assigned(Case item, Unit unit) {
        for (Assignment a : item.assignments()) {
            if (unit.equals(a.unit())
                    || (a.member() != null && a.member().unit().equals(unit))) {
                return true;
            }
        }
        return false;
    }

    /** An account is used after its holder has left; the honest looks of the time after are dropped with the roster. */
    private void leaver() {
        Member who = actor("RECORDS");
        long left = workforce.end() - dice.between(3L, 6L) * DAY;
        Scenario scenario = scenario("LEAVER");
        who.leave(left);
        log.removeAfter(who, left);
        for (int i = dice.between(1, 5); i > 0; i--) {
            look(who, left + dice.between(2 * HOUR, 3 * DAY - HOUR), population.anyAdult(), Cover.NONE, scenario);
        }
    }

    private void bulk() {
        Member who = actor();
        Scenario scenario = scenario("BULK_EXPORT");
        long at = atWork(who, 5, early()) - 2 * HOUR;
        for (int i = dice.between(60, 160); i > 0; i--) {
            String action = dice.chance(0.5) ? "VIEW" : dice.chance(0.5) ? "PRINT" : "EXPORT";
            log.add(who, at, "RMS", action, population.anybody(), null, null, null, scenario);
            at += dice.between(20L, 60L);
        }
    }

    private void crimeGroup() {
        Member who = actor();
        List<Person> group = new ArrayList<>();
        Person boss = population.anyAdult();
        for (int i = 0; i < 12; i++) {
            Person member = population.anyAdult();
            population.associate(group.isEmpty() || dice.chance(0.5) ? boss : dice.pick(group), member);
            group.add(member);
        }
        group.add(boss);
        Scenario scenario = scenario("CRIME_GROUP");
        Cover cover = cover();
        for (int week = 0; week < WEEKS; week++) {
            for (int i = dice.between(0, 2); i > 0; i--) {
                look(who, atWork(who, 1, workforce.start() + 7L * week * DAY), dice.pick(group), cover, scenario);
            }
        }
    }

    private void predation() {
        Member who = actor("RESPONSE");
        Scenario scenario = scenario("VICTIM_PREDATION");
        List<Person> met = cases.list().stream()
                .filter(item -> item.assignments().stream().anyMatch(a -> a.member() == who))
                .flatMap(item -> item.people().stream())
                .distinct()
                .toList();
        for (int i = dice.between(3, 6); i > 0; i--) {
            Person victim = !met.isEmpty() && dice.chance(0.5) ? dice.pick(met) : population.anyAdult();
            victim.mark("DA_VICTIM");
            long after = early();
            for (int visit = dice.between(2, 4); visit > 0; visit--) {
                after = atWork(who, 6, after);
                look(who, after, victim, dice.chance(0.3) ? Cover.BORROWED : Cover.GENERIC, scenario);
            }
        }
    }

    private void borrowedReference() {
        Member who = actor("RESPONSE");
        Person target = population.anyAdult();
        String ref = ownReference(who);
        Scenario scenario = scenario("BORROWED_REF");
        long after = early();
        for (int i = dice.between(3, 5); i > 0; i--) {
            after = atWork(who, 2.5, after);
            log.add(who, after, "RMS", "VIEW", target, ref, "enquiry re case", null, scenario);
        }
    }

    /** Somebody else's account is used: while its holder is off duty, or at two terminals at the same time. */
    private void sharedLogin() {
        Member holder = actor();
        Scenario scenario = scenario("SHARED_LOGIN");
        Member user = dice.pick(workforce.members());
        boolean off = dice.chance(0.5);
        Person target = population.anyAdult();
        for (int i = dice.between(2, 5); i > 0; i--) {
            long at = off ? offDutyMoment(holder, early()) : atWork(holder, 5, early());
            if (!off) {
                log.add(holder, at - 40, "RMS", "VIEW", population.anyAdult(), ownReference(holder), null, null, null);
            }
            log.add(
                    holder,
                    at,
                    "RMS",
                    "VIEW",
                    dice.chance(0.5) ? target : population.anyAdult(),
                    null,
                    null,
                    null,
                    scenario,
                    AccessLog.terminal(user, at));
        }
    }

    /** Looks first, then writes a case around it that is to explain the looks. */
    private void laundering() {
        Member who = actor();
        Person target = population.anyAdult();
        Scenario scenario = scenario("LAUNDERING");
        long first = atWork(who, 4, early());
        long last = first;
        for (int i = dice.between(2, 4); i > 0; i--) {
            look(who, last, target, Cover.GENERIC, scenario);
            last = atWork(who, 0.8, last);
        }
        long written = Math.min(last, first + 3 * DAY);
        Case cover = cases.open("IN", "INTEL", "", written - HOUR, 0, who.unit());
        cover.assign(dice.chance(0.5) ? "OIC" : "ANALYST", who, written - HOUR, 0, who);
        cover.link(target, written, who, "SUBJECT");
        look(who, last + HOUR, target, Cover.GENERIC, scenario);
    }

    private void socialVetting() {
        Member who = actor();
        Scenario scenario = scenario("SOCIAL_VETTING");
        for (int i = dice.between(2, 6); i > 0; i--) {
            look(who, atWork(who, 8, early()), population.anyAdult(), cover(), scenario);
        }
    }

    /** Watches the enquiry into oneself or one's kin. */
    private void ownCase() {
        Member who = actor();
        for (int i = 0; i < 300 && who.self().isHidden(); i++) {
            who = actor();
        }
        Case enquiry = cases.open(
                "CR",
                "CRIME",
                "ASSAULT",
                early() - DAY,
                0,
                workforce.units("CID").get(0));
        enquiry.assign("OIC", dice.pick(workforce.ofKind("CID")), enquiry.opened(), 0, null);
        enquiry.link(who.self(), enquiry.opened() + HOUR, null, "SUSPECT");
        enquiry.link(population.anyAdult(), enquiry.opened() + HOUR, null, "VICTIM");
        Scenario scenario = scenario("OWN_CASE");
        for (int i = dice.between(3, 8); i > 0; i--) {
            look(who, atWork(who, 4, enquiry.opened() + DAY), dice.pick(enquiry.people()), Cover.NONE, scenario);
        }
    }

    private void sideBusiness() {
        Member who = actor();
        Scenario scenario = scenario("SIDE_BUSINESS");
        for (int week = 0; week < WEEKS; week++) {
            for (int i = dice.between(1, 2); i > 0; i--) {
                Person target = population.anyAdult();
                Vehicle vehicle = population.anyVehicleOf(target);
                long at = atWork(who, 1.5, workforce.start() + 7L * week * DAY);
                look(who, at, vehicle == null ? target.home() : vehicle, Cover.GENERIC, scenario);
                look(who, at + 90, target, Cover.GENERIC, scenario);
            }
        }
    }

    private void plateTracking() {
        Member who = actor();
        Person target = population.anyAdult();
        while (target.vehicles().isEmpty()) {
            target = population.anyAdult();
        }
        Scenario scenario = scenario("PLATE_TRACKING");
        Vehicle vehicle = target.vehicles().get(0);
        for (int i = dice.between(10, 20); i > 0; i--) {
            long at = atWork(who, 12, workforce.start());
            log.add(who, at, "ANPR", "SEARCH", vehicle, null, "investigation", null, scenario);
        }
    }

    private void fixation() {
        Member who = actor();
        Scenario scenario = scenario("FIXATION");
        Person target = population.anyAdult();
        for (int week = 0; week < WEEKS; week++) {
            look(who, atWork(who, 2, workforce.start() + 7L * week * DAY), target, cover(), scenario);
        }
    }

    /** A killing becomes known, and people who have nothing to do with it look; each of them is a scenario. */
    private void curiosity() {
        long at = early();
        Case famous = work.famousCase(at);
        for (int i = dice.between(8, 16); i > 0; i--) {
            Member who = actor();
            Scenario scenario = scenario("CURIOSITY");
            for (int look = dice.between(1, 2); look > 0; look--) {
                look(who, atWork(who, 0.7, at + HOUR), dice.pick(famous.people()), cover(), scenario);
            }
        }
    }
}
