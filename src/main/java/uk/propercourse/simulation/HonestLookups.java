package uk.propercourse.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.simulation.CaseBook.Case;
import uk.propercourse.simulation.Population.Person;
import uk.propercourse.simulation.Population.Place;
import uk.propercourse.simulation.Population.Thing;
import uk.propercourse.simulation.Population.Vehicle;
import uk.propercourse.simulation.Workforce.Member;

/** How honest people look things up, with the slips, short cuts and gaps of real feeds. */
final class HonestLookups {

    private static final List<String> TOPICS = List.of("suspect", "victim", "witness", "vehicle", "address", "bail");
    private static final List<String> PURPOSES = List.of("update", "enquiry", "history", "check", "risk assessment");

    /** Looks that an unrecorded cause brings, on average, as far as they fall on duty. */
    private static final double LOOKS = 2.6;

    private final Dice dice;
    private final Habits habits;
    private final Population population;
    private final AccessLog log;
    private final Map<Member, String> lastReference = new HashMap<>();

    HonestLookups(Dice dice, Habits habits, Population population, AccessLog log) {
        this.dice = dice;
        this.habits = habits;
        this.population = population;
        this.log = log;
    }

    /** A look at something for a case; now and then a namesake first, now and then somebody else's work too. */
    void look(Member who, long at, Thing thing, Case work) {
        look(who, at, thing, work, null);
    }

    void look(Member who, long at, Thing thing, Case work, @Nullable Member onBehalfOf) {
        if (thing instanceof Person person && dice.chance(habits.wrongPerson())) {
            Person namesake = population.namesake(person);
            log.add(who, at - dice.between(15L, 50L), "RMS", "VIEW", namesake, reference(who, work), null, null, null);
        }
        String system = system(thing, work);
        log.add(who, at, system, action(thing, work), thing, reference(who, work), reason(), onBehalfOf, null);
        if (thing instanceof Person && dice.chance(habits.unrecordedCause() / LOOKS)) {
            unrecorded(who, at);
        }
    }

    /** Several looks for an honest cause that no feed records. */
    private void unrecorded(Member who, long at) {
        Person person = population.anyAdult();
        int looks = dice.chance(0.7) ? 1 : dice.between(2, 4);
        long next = at + dice.between(60L, Workforce.HOUR);
        for (int i = 0; i < looks; i++) {
            if (who.isOnDuty(next)) {
                outside(who, next, person);
            }
            next += dice.chance(0.6) ? dice.between(60L, 3_000L) : dice.between(1L, 3L) * Workforce.DAY;
        }
    }

    /** A look that no case of the person's own accounts for: help, a word in passing, a stop that nobody wrote down. */
    void outside(Member who, long at, Thing thing) {
        boolean quoted = dice.chance(0.15);
        log.add(
                who,
                at,
                system(thing, null),
                dice.chance(0.3) ? "SEARCH" : "VIEW",
                thing,
                quoted ? lastReference.get(who) : null,
                reason(),
                null,
                null);
        if (thing instanceof Person person && dice.chance(0.3)) {
            Place home = person.home();
            log.add(who, at + dice.between(20L, 90L), "RMS", "VIEW", home, null, reason(), null, null);
        }
    }

    /** For somebody else's case, with its reference or none. */
    void help(Member who, long at, Thing thing, Case work) {
        log.add(
                who,
                at,
                system(thing, work),
                dice.chance(0.3) ? "SEARCH" : "VIEW",
                thing,
                dice.chance(0.5) ? work.ref() : null,
                reason(),
                null,
                null);
    }

    /** A record near the one that a case is about: the keeper, who lives there, what they drive. */
    Thing near(Thing thing) {
        if (thing instanceof Vehicle vehicle) {
            return vehicle.keeper().isHidden() ? vehicle : vehicle.keeper();
        }
        if (thing instanceof Place place) {
            List<Person> residents =
                    place.residents().stream().filter(p -> !p.isHidden()).toList();
            return residents.isEmpty() ? place : dice.pick(residents);
        }
        Person person = (Person) thing;
        Vehicle vehicle = population.anyVehicleOf(person);
        if (vehicle != null && dice.chance(0.4)) {
            return vehicle;
        }
        List<Person> kin = person.kin().stream().filter(p -> !p.isHidden()).toList();
        return kin.isEmpty() || dice.chance(0.6) ? person.home() : dice.pick(kin);
    }

    private @Nullable String reference(Member who, Case work) {
        String before = lastReference.put(who, work.ref());
        if (dice.chance(habits.missingReference())) {
            return null;
        }
        if (dice.chance(habits.mistypedReference())) {
            return work.ref().substring(0, work.ref().length() - 1) + dice.below(10);
        }
        return before != null && dice.chance(habits.stickyReference()) ? before : work.ref();
    }

    private @Nullable String reason() {
        if (dice.chance(0.6)) {
            return null;
        }
        return dice.chance(0.35) ? dice.pick(Habits.GENERIC) : dice.pick(TOPICS) + " " + dice.pick(PURPOSES);
    }

    private String system(Thing thing, @Nullable Case work) {
        return switch (thing.type()) {
            case "VEHICLE" -> dice.chance(0.3) ? "ANPR" : "PNC";
            case "LOCATION" -> dice.chance(0.5) ? "CAD" : "RMS";
            default ->
                work != null && work.kind().equals("CUSTODY") && dice.chance(0.6)
                        ? "CUST"
                        : work != null && work.kind().equals("INTEL") && dice.chance(0.4)
                                ? "INTEL"
                                : dice.chance(0.34) ? "PNC" : "RMS";
        };
    }

    private String action(Thing thing, Case work) {
        boolean desk = work.kind().equals("DISCLOSURE");
        if (desk && thing instanceof Person && dice.chance(0.25)) {
            return dice.chance(0.5) ? "EXPORT" : "DISCLOSE";
        }
        if (dice.chance(0.05)) {
            return dice.chance(0.6) ? "PRINT" : "UPDATE";
        }
        return dice.chance(thing instanceof Vehicle ? 0.7 : 0.28) ? "SEARCH" : "VIEW";
    }
}
